import type { Policy } from '../policy.ts';
import { asked, given, type OpenDecision, optional, stating } from './open-decision.ts';

// What lies outside the server and only people can say: backups, the storage beneath, and who holds their keys.

function recovery({ backup }: Policy): readonly OpenDecision[] {
  const stated =
    backup?.recoveryPointMinutes &&
    backup.recoveryTimeMinutes &&
    backup.restoreTestEveryDays &&
    backup.encrypted !== undefined;
  if (stated) return [];
  const fields = [
    given('Minutes of work that may be lost', ['backup', 'recoveryPointMinutes'], 'number'),
    given('Minutes until it runs again', ['backup', 'recoveryTimeMinutes'], 'number'),
    given('Days between restore tests', ['backup', 'restoreTestEveryDays'], 'number'),
    optional('Who holds the key of the backups', ['backup', 'keyHolder']),
  ];
  return [
    {
      id: 'backup',
      question: 'How much may be lost, how long may recovery take, and how often is a restore tried?',
      why: 'Archiving and backups cannot be judged against objectives nobody has set.',
      options: [
        stating(
          'Minutes',
          'Needs continuous archiving or streaming of the write-ahead log.',
          {
            backup: {
              recoveryPointMinutes: 15,
              recoveryTimeMinutes: 60,
              restoreTestEveryDays: 30,
              encrypted: true,
            },
          },
          fields,
        ),
        stating(
          'A day',
          'A nightly base backup is enough; a day of work may be lost.',
          {
            backup: {
              recoveryPointMinutes: 1440,
              recoveryTimeMinutes: 480,
              restoreTestEveryDays: 90,
              encrypted: true,
            },
          },
          fields,
        ),
        stating(
          'A day, and backups are not encrypted',
          'Whoever reaches the backup store reads everything; backup theft stays a gap.',
          {
            backup: {
              recoveryPointMinutes: 1440,
              recoveryTimeMinutes: 480,
              restoreTestEveryDays: 90,
              encrypted: false,
            },
          },
          fields.slice(0, 3),
        ),
      ],
    },
  ];
}

function storage(policy: Policy): readonly OpenDecision[] {
  if (policy.storage !== undefined) return [];
  return [
    {
      id: 'storage',
      question: 'Is the storage beneath the database encrypted, by what, and who holds the key?',
      why: 'No catalog shows it. Whether a stolen disk, volume or snapshot discloses anything is not known until somebody says so.',
      options: [
        stating(
          'Encrypted',
          'A stolen disk or volume discloses nothing without the key. It does not stop anybody who asks the running server.',
          { storage: { encrypted: true, by: 'the provider’s volume encryption', keyHolder: 'dba team' } },
          [
            asked('What encrypts it', ['storage', 'by'], 'text', [
              'LUKS',
              'the provider’s volume encryption',
              'TDE of the server',
            ]),
            asked('Who holds the key', ['storage', 'keyHolder']),
          ],
        ),
        stating(
          'Not encrypted',
          'Data files, log files and temporary files can be read by whoever holds the medium.',
          { storage: { encrypted: false } },
        ),
      ],
    },
  ];
}

const keyHolderQuestions = {
  storage: 'Who holds the key of the encrypted storage?',
  backup: 'Who holds the key of the encrypted backups?',
} as const;

function keyHolders(policy: Policy): readonly OpenDecision[] {
  return (['storage', 'backup'] as const)
    .filter((section) => policy[section]?.encrypted === true && policy[section].keyHolder === undefined)
    .map((section) => ({
      id: `key-holder:${section}`,
      question: keyHolderQuestions[section],
      why: 'Encryption moves the question from who holds the data to who holds the key; lost with the key is lost for good, and a key beside the data protects nothing.',
      options: [
        stating(
          'Name the holder',
          'The report says who can open it; rotation and escrow can be asked of somebody.',
          section === 'storage'
            ? { storage: { encrypted: true, keyHolder: 'dba team' } }
            : { backup: { encrypted: true, keyHolder: 'dba team' } },
          [asked('Who holds the key', [section, 'keyHolder'])],
        ),
      ],
    }));
}

/** Decisions about backups, the storage beneath and the keys of both. */
export function storageDecisions(policy: Policy): readonly OpenDecision[] {
  return [recovery, storage, keyHolders].flatMap((ask) => ask(policy));
}
