import type { ObjectRef } from '../../model/object-ref.ts';
import { objectText } from '../../model/object-text.ts';
import type { ColumnEncryption } from '../../policy/encryption/column-encryption.ts';
import { encryptedColumns } from '../../policy/encryption/encrypted-columns.ts';
import type { Policy } from '../../policy/policy.ts';
import { asksForEncryption } from '../../policy/sensitive-class.ts';
import { defineControl } from '../control.ts';
import { seenEncryptionNeeds } from './seen-needs.ts';

const key = ({ schema, table, column }: { schema: string; table: string; column: string }) =>
  JSON.stringify([schema, table, column]);

const object = ({ database, schema, table, column }: ColumnEncryption): ObjectRef => ({
  kind: 'column',
  database,
  schema,
  name: table,
  column,
});

/** Columns of this database whose encryption the policy calls for; `must`: it is among their protection, plain text is wrong. */
function calledFor(policy: Policy, database: string) {
  const entries = (policy.classification ?? []).filter(
    (entry) => entry.database === database && asksForEncryption(entry),
  );
  return new Map(
    entries.map((entry) => [key(entry), { must: entry.protection?.includes('encryption') === true }]),
  );
}

const shown = 10;

export const encryptionRequiredPlaintext = defineControl({
  id: 'encryption-required-plaintext',
  title: 'Columns that must be encrypted are not plain text',
  area: 'encryption',
  scope: 'database',
  severity: 'high',
  needs: [...seenEncryptionNeeds],
  threats: ['insider-reads-regulated-data', 'physical-media-theft', 'backup-theft'],
  enforcedWhere: 'column',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '6.11' },
    { standard: 'CIS PostgreSQL 17', id: '6.11' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233586' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233605' },
    { standard: 'PCI DSS 4.0', id: '3.5.1' },
    { standard: 'NIST 800-53', id: 'SC-28' },
    { standard: 'NIST 800-53', id: 'SC-28(1)' },
    { standard: 'ISO 27001:2022', id: 'A.8.24' },
    { standard: 'SOC 2', id: 'CC6.7' },
    { standard: 'HIPAA', id: '164.312(a)(2)(iv)' },
    { standard: 'GDPR', id: 'Art. 32' },
  ],
  rationale:
    'The policy lists encryption as the protection of a column, and its type shows that its values are plain: numbers, dates and short text hold no ciphertext. Without rows being read, text and bytea cannot be told apart: there the policy has to say how they are encrypted.',
  caution: 'Encrypting a column ends searches, sorting and constraints on its values.',
  check(database, policy) {
    const wanted = calledFor(policy, database.name);
    if (wanted.size === 0)
      return { outcome: 'not-applicable', reason: 'the policy calls for the encryption of no column here' };
    const columns = encryptedColumns(database, policy).filter((column) => wanted.has(key(column)));
    const plain = columns.filter(
      (column) =>
        wanted.get(key(column))?.must === true &&
        (column.arrangement === 'plaintext' || column.arrangement === 'hash'),
    );
    const open = columns.filter((column) => column.arrangement === null);
    if (plain.length === 0 && open.length > 0) {
      const names = open.slice(0, shown).map((column) => objectText(object(column)));
      const more = open.length > shown ? ` and ${open.length - shown} more` : '';
      return {
        outcome: 'unknown',
        reason: `Nobody has said how these columns are encrypted, and nothing shows it: ${names.join(', ')}${more}.`,
        decision: 'encryption',
      };
    }
    return {
      outcome: 'judged',
      findings: plain.map((column) => ({
        object: object(column),
        title: `The ${objectText(object(column))} must be encrypted, and is ${column.arrangement === 'hash' ? 'hashed without a key' : `plain ${column.type}`}`,
        evidence: { type: column.type, arrangement: column.arrangement, class: column.class },
        remedy: {
          manual:
            'Add a bytea column, have the application write the encrypted value there, move the rows over in batches, and drop this column. A backup made before still holds the plain values.',
        },
      })),
      undecided: open.map((column) => ({
        object: object(column),
        reason: `nobody has said how ${objectText(object(column))} is encrypted`,
      })),
    };
  },
});
