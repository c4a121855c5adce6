import { seenEncryption } from '../../analysis/encryption/seen-encryption.ts';
import type { FindingDraft } from '../../model/finding.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import { objectText } from '../../model/object-text.ts';
import { cannotBe } from '../../policy/encryption/ciphertext-type.ts';
import type { ColumnEncryption } from '../../policy/encryption/column-encryption.ts';
import { encryptedColumns } from '../../policy/encryption/encrypted-columns.ts';
import { defineControl, judged } from '../control.ts';
import { seenEncryptionNeeds, undecidedDefinitions } from './seen-needs.ts';

/** Arrangements in which no SQL of the database turns values into something else. */
const outsideSql = ['application', 'tokenised', 'plaintext', 'tde'];

function columnObject({ database, schema, table, column }: ColumnEncryption): ObjectRef {
  return { kind: 'column', database, schema, name: table, column };
}

function contradiction(column: ColumnEncryption): FindingDraft | null {
  const { stated, seen, type } = column;
  if (stated === null) return null;
  const object = columnObject(column);
  const name = objectText(object);
  const certain = seen.filter((one) => one.certain && one.arrangement !== stated);
  const first = certain[0];
  // A column that is encrypted may be hashed beside it; what counts is a statement that the server disproves.
  const disproved =
    first !== undefined &&
    (outsideSql.includes(stated) ||
      (stated === 'pgcrypto-public-key' && first.arrangement === 'pgcrypto') ||
      (stated === 'keyed-hash' && first.arrangement === 'hash') ||
      (stated === 'password-hash' && first.arrangement !== 'password-hash'));
  if (disproved) {
    return {
      object,
      title: `The policy says that ${name} is kept as ${stated}, and ${objectText(first.where)} treats it as ${first.arrangement}`,
      evidence: {
        stated,
        seen: [...new Set(certain.map((one) => `${one.arrangement} in ${objectText(one.where)}`))].sort(),
      },
      ...(stated === 'plaintext' || stated === 'tde' ? { severity: 'low' as const } : {}),
      remedy: {
        manual:
          'Find out which of the two is meant: correct the statement in the policy (classification, encryption), or take the encryption out of SQL and into the arrangement the policy names.',
      },
    };
  }
  if (!cannotBe(stated, type)) return null;
  return {
    object,
    title: `The policy says that ${name} is kept as ${stated}, and its type ${type} cannot hold that`,
    evidence: { stated, type },
    remedy: {
      manual:
        'Its values are plain text. Correct the statement in the policy, or move the values to a bytea column that is encrypted and drop this one.',
    },
  };
}

export const columnEncryptionAsStated = defineControl({
  id: 'column-encryption-as-stated',
  title: 'Columns are encrypted as the policy says',
  area: 'encryption',
  scope: 'database',
  severity: 'high',
  needs: [...seenEncryptionNeeds],
  threats: [
    'insider-reads-regulated-data',
    'escalation-to-superuser',
    'backup-theft',
    'physical-media-theft',
  ],
  enforcedWhere: 'column',
  references: [
    { standard: 'PCI DSS 4.0', id: '3.5.1' },
    { standard: 'NIST 800-53', id: 'SC-28(1)' },
    { standard: 'ISO 27001:2022', id: 'A.8.24' },
    { standard: 'SOC 2', id: 'CC6.7' },
    { standard: 'GDPR', id: 'Art. 32' },
  ],
  rationale:
    'What encryption defends against follows from how it is done: with pgcrypto the server sees keys and values, encrypted by the application it never does. Where the database contradicts the statement, people rely on a protection that is not there.',
  caution: 'Moving from one arrangement to another rewrites every value.',
  check(database, policy) {
    const stated = policy.classification?.some(
      (entry) => entry.database === database.name && entry.encryption !== undefined,
    );
    // Working out every column of the database only to leave them all would cost more than most controls together.
    const columns = !stated
      ? []
      : encryptedColumns(database, policy).filter((column) => column.stated !== null);
    if (columns.length === 0)
      return {
        outcome: 'not-applicable',
        reason: 'the policy says of no column here how it is encrypted',
      };
    const findings = columns.flatMap((column) => contradiction(column) ?? []);
    // Only where SQL is not meant to touch the values does an unread definition leave it open.
    const open = columns.some((column) => column.stated !== null && outsideSql.includes(column.stated));
    if (!open) return judged(findings);
    return { outcome: 'judged', findings, undecided: undecidedDefinitions(seenEncryption(database)) };
  },
});
