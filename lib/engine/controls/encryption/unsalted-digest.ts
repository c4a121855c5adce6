import { type SeenUse, seenEncryption } from '../../analysis/encryption/seen-encryption.ts';
import type { DatabaseFacts } from '../../analysis/facts.ts';
import { sensitiveColumns } from '../../analysis/sensitive-columns.ts';
import { objectText } from '../../model/object-text.ts';
import type { Policy } from '../../policy/policy.ts';
import { isSensitiveClass } from '../../policy/sensitive-class.ts';
import { defineControl } from '../control.ts';
import { byObject, seenEncryptionNeeds, undecidedDefinitions } from './seen-needs.ts';

const columnKey = (schema: string, relation: string, column: string) =>
  JSON.stringify([schema, relation, column]);

/** Tokens and keys are long and random: a plain hash of one cannot be tried out. */
const guessable = (category: string) => !/^(secret|secrets|token)$/i.test(category);

/** Columns with values that can be enumerated, and what they are, by the policy's word or by the look of them. */
function guessableColumns(database: DatabaseFacts, policy: Policy): ReadonlyMap<string, string> {
  const stated = (policy.classification ?? []).filter((entry) => entry.database === database.name);
  const said = new Set(stated.map((entry) => columnKey(entry.schema, entry.table, entry.column)));
  const suspected = sensitiveColumns(database).filter(
    (row) =>
      row.confidence !== 'low' &&
      guessable(row.category) &&
      !said.has(columnKey(row.schema, row.relation, row.column)),
  );
  return new Map([
    ...suspected.map((row): [string, string] => [
      columnKey(row.schema, row.relation, row.column),
      row.category,
    ]),
    ...stated
      .filter((entry) => isSensitiveClass(entry.class) && guessable(entry.class))
      .map((entry): [string, string] => [columnKey(entry.schema, entry.table, entry.column), entry.class]),
  ]);
}

export const unsaltedDigest = defineControl({
  id: 'unsalted-digest',
  title: 'No hash without a key or salt stands for anonymisation',
  area: 'encryption',
  scope: 'database',
  severity: 'medium',
  needs: [...seenEncryptionNeeds],
  threats: ['insider-reads-regulated-data', 'backup-theft', 'physical-media-theft'],
  enforcedWhere: 'column',
  references: [
    { standard: 'PCI DSS 4.0', id: '3.5.1.1' },
    { standard: 'NIST 800-53', id: 'SC-13' },
    { standard: 'ISO 27001:2022', id: 'A.8.11' },
    { standard: 'SOC 2', id: 'CC6.7' },
    { standard: 'GDPR', id: 'Art. 4(5)' },
  ],
  rationale:
    'Addresses, numbers, names and passwords are few enough to hash them all and look the result up, in seconds for IP addresses. A keyed hash (hmac) with a key kept elsewhere is pseudonymisation, a salted password hash is for passwords, dropping the low bits is anonymisation; md5, sha256 and digest alone are none of these.',
  caution: 'Changing the hash changes every stored value: what joins on it has to be hashed again.',
  check(database, policy) {
    const seen = seenEncryption(database);
    const hashed = seen.uses.filter((use) => use.means === 'hash');
    // Most databases hash nothing: then it does not matter which columns could be guessed.
    const columns = hashed.length === 0 ? new Map() : guessableColumns(database, policy);
    const classOf = (use: SeenUse): string | undefined =>
      columns.get(columnKey(use.schema, use.relation, use.column));
    const plain = hashed.filter((use) => classOf(use) !== undefined);
    return {
      outcome: 'judged',
      findings: byObject(plain).map(({ object, seen: uses }) => {
        const names = [...new Set(uses.map((use) => `${use.schema}.${use.relation}.${use.column}`))].sort();
        const ofPasswords = uses.some((use) => /credential|password/i.test(classOf(use) ?? ''));
        return {
          object,
          title: `The ${objectText(object)} hashes ${names.join(', ')} without a key or salt: the values can be tried out`,
          evidence: {
            columns: names,
            functions: [...new Set(uses.map((use) => use.function))].sort(),
            certain: uses.some((use) => use.certain),
          },
          ...(ofPasswords ? { severity: 'high' as const } : {}),
          remedy: {
            manual: ofPasswords
              ? "Hash passwords with a salt and a cost, in the application (argon2id) or with crypt(…, gen_salt('bf', 12)), and have the old hashes replaced at the next sign-in."
              : 'Use hmac with a key that is passed in and kept outside the database, rotate that key, or drop the part of the value that identifies anybody.',
          },
        };
      }),
      undecided: undecidedDefinitions(seen),
    };
  },
});
