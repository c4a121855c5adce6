import type { Classification, EncryptionArrangement, Policy } from '../policy.ts';
import { asksForEncryption } from '../sensitive-class.ts';
import { columnPath, namesOf } from './column-id.ts';
import { asked, type OpenDecision, stating } from './open-decision.ts';

const keyed: readonly (readonly [EncryptionArrangement, string, string])[] = [
  [
    'application',
    'Encrypted by the application',
    'The server never sees key or value: administrators, disks and backups disclose nothing. It cannot search or sort by it, and a lost key loses the data.',
  ],
  [
    'pgcrypto-public-key',
    'pgcrypto, public key',
    'The database can write but not read without the private key; keep that key outside the server.',
  ],
  [
    'pgcrypto',
    'pgcrypto, one key',
    'Disks and backups disclose nothing; the server, its log and whoever watches statements see the key with every use.',
  ],
  [
    'tokenised',
    'Tokens instead of values',
    'The database holds nothing worth stealing; the vault of the tokens becomes what must be protected.',
  ],
];

const password: readonly [EncryptionArrangement, string, string] = [
  'password-hash',
  'Salted password hash',
  'Values cannot be turned back at reasonable cost; right for passwords, useless for anything that must be read again.',
];

function entryWith(entry: Classification, arrangement: EncryptionArrangement, keyHolder?: string) {
  const encryption = keyHolder === undefined ? { arrangement } : { arrangement, keyHolder };
  return { classification: [{ ...namesOf(entry), class: entry.class, encryption }] };
}

function arrangement(entry: Classification): OpenDecision {
  const holder = [asked('Who holds the key', ['classification', 0, 'encryption', 'keyHolder'])];
  const plain = entry.protection?.includes('encryption')
    ? []
    : [
        stating(
          'Plain text',
          'Whoever may SELECT it, reads the disk or opens a backup has it; grants are the only protection.',
          entryWith(entry, 'plaintext'),
        ),
        stating(
          'Plain text on encrypted storage',
          'A stolen disk discloses nothing; everybody who asks the running server still reads it.',
          entryWith(entry, 'tde'),
        ),
      ];
  return {
    id: `encryption:${columnPath(entry)}`,
    question: `How are the values of ${entry.schema}.${entry.table}.${entry.column} in ${entry.database} encrypted, and who holds the key?`,
    why: 'The policy calls for its protection and does not say how it is encrypted. The catalog shows that only where SQL does it; rows are never read.',
    options: [
      ...keyed.map(([kind, title, consequence]) =>
        stating(title, consequence, entryWith(entry, kind, 'platform team'), holder),
      ),
      ...(/^(credential|secret|regulated)/i.test(entry.class)
        ? [stating(password[1], password[2], entryWith(entry, password[0]))]
        : []),
      ...plain,
    ],
  };
}

const withKey: readonly string[] = [...keyed.map(([kind]) => kind), 'keyed-hash'];

function keyHolder(entry: Classification, kind: EncryptionArrangement): OpenDecision {
  return {
    id: `key-holder:${columnPath(entry)}`,
    question: `Who holds the key of ${entry.schema}.${entry.table}.${entry.column} in ${entry.database}?`,
    why: `It is encrypted (${kind}), and what that defends against depends on who has the key.`,
    options: [
      stating(
        'Name the holder',
        'The report says who can turn the values back; rotation can be asked of somebody.',
        entryWith(entry, kind, 'platform team'),
        [asked('Who holds the key', ['classification', 0, 'encryption', 'keyHolder'])],
      ),
    ],
  };
}

/** For each column whose class calls for it: how it is encrypted, and who holds its key. */
export function encryptionDecisions(policy: Policy): readonly OpenDecision[] {
  return (policy.classification ?? []).flatMap((entry) => {
    const { encryption } = entry;
    if (encryption === undefined) return asksForEncryption(entry) ? [arrangement(entry)] : [];
    return withKey.includes(encryption.arrangement) && encryption.keyHolder === undefined
      ? [keyHolder(entry, encryption.arrangement)]
      : [];
  });
}
