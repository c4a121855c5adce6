import { parameter } from '../../analysis/parameter.ts';
import type { Change } from '../../model/change.ts';
import type { FindingDraft } from '../../model/finding.ts';
import { defineControl, judged } from '../control.ts';
import { columnsOf, relationNamed } from '../grants/by-relation.ts';
import { entriesOf, grantEntries, grantEntriesIn } from '../grants/grant-entry.ts';

export const pgauditObjectRole = defineControl({
  id: 'pgaudit-object-role',
  title: 'Object auditing covers every regulated column',
  area: 'audit',
  scope: 'database',
  severity: 'high',
  needs: ['settings', 'roles', 'relations', 'columns'],
  threats: ['undetected-misuse', 'insider-reads-regulated-data'],
  enforcedWhere: 'audit',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '3.2' },
    { standard: 'CIS PostgreSQL 17', id: '3.2' },
    { standard: 'PCI DSS 4.0', id: '10.2.1' },
    { standard: 'NIST 800-53', id: 'AU-12' },
    { standard: 'ISO 27001:2022', id: 'A.8.15' },
    { standard: 'SOC 2', id: 'CC7.2' },
    { standard: 'HIPAA', id: '164.312(b)' },
    { standard: 'GDPR', id: 'Art. 30' },
  ],
  rationale:
    'pgaudit.role records a read only of what that role itself may read. A regulated column it was not granted is read without a trace, while everything looks configured.',
  caution: 'One log line for each statement that touches the relation.',
  check(database, policy) {
    const columns = (policy.classification ?? []).filter(
      (one) => one.database === database.name && one.class === 'regulated',
    );
    const events = policy.audit?.events ?? [];
    if (columns.length === 0 || !events.includes('read-regulated'))
      return {
        outcome: 'not-applicable',
        reason: 'the policy asks for no record of reads of regulated columns here',
      };
    const row = parameter(database.cluster, 'pgaudit.role');
    if (row?.value === null)
      return {
        outcome: 'unknown',
        reason: 'the scan role has its own pgaudit.role, which hides the server-wide value',
      };
    if (!row || (row.value ?? '') === '')
      return {
        outcome: 'not-applicable',
        reason:
          'object auditing is not used; pgaudit-loaded and pgaudit-classes judge how reads are recorded',
      };
    const auditor = row.value ?? '';
    const selects = (one: string) => one === 'SELECT';
    return judged(
      columns.flatMap((one): FindingDraft[] => {
        const table = relationNamed(database, one.schema, one.table);
        const column = columnsOf(database, one.schema, one.table).find((named) => named.name === one.column);
        if (!table || !column) return [];
        const entries = [
          ...grantEntriesIn(database.cluster, table),
          ...(column.acl === null ? [] : grantEntries(column.acl, 'column', table.owner)),
        ];
        if (entriesOf(entries, auditor, selects).length > 0) return [];
        const object = {
          kind: 'column' as const,
          database: database.name,
          schema: one.schema,
          name: one.table,
          column: one.column,
        };
        const change: Change = {
          do: 'grant',
          privileges: ['SELECT'],
          on: object,
          to: auditor,
          grantor: table.owner,
        };
        return [
          {
            object,
            title: `Reads of ${one.schema}.${one.table}.${one.column} leave no record: ${auditor}, the role of object auditing, was not granted it`,
            evidence: { auditor, class: one.class },
            remedy: database.cluster.read('roles').some((role) => role.name === auditor)
              ? { changes: [change] }
              : {
                  manual:
                    'The role that pgaudit.role names does not exist: create it without LOGIN, and grant it SELECT.',
                },
          },
        ];
      }),
    );
  },
});
