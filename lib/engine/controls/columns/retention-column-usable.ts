import type { FindingDraft } from '../../model/finding.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import { defineControl } from '../control.ts';
import { columnsOf, relationNamed } from '../grants/by-relation.ts';
import { nameOf, relationRef } from '../grants/database-object.ts';

/** Types that say when: `format_type` gives precision in brackets and the zone after. */
const tells = /^(date|timestamp(\(\d\))? with(out)? time zone|timestamp(\(\d\))?)$/;

export const retentionColumnUsable = defineControl({
  id: 'retention-column-usable',
  title: 'Every stated retention has a column it can be measured by',
  area: 'columns',
  scope: 'database',
  severity: 'medium',
  needs: ['relations', 'columns'],
  threats: ['retention-beyond-need'],
  enforcedWhere: 'column',
  references: [
    { standard: 'PCI DSS 4.0', id: '3.2.1' },
    { standard: 'NIST 800-53', id: 'SI-12' },
    { standard: 'ISO 27001:2022', id: 'A.8.10' },
    { standard: 'SOC 2', id: 'C1.1' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
    { standard: 'GDPR', id: 'Art. 5(1)(e)' },
  ],
  rationale:
    'The policy names the column that says when a row came to be. Where it is gone, holds no time, or may stay empty, the rows that no job can recognise as old are kept for ever.',
  caution: 'A column that must not be empty refuses writes that leave it so.',
  check(database, policy) {
    const stated = (policy.retention ?? []).filter((entry) => entry.database === database.name);
    if (stated.length === 0)
      return {
        outcome: 'not-applicable',
        reason: `The policy states no retention for a table of database ${database.name}.`,
      };
    const findings: FindingDraft[] = [];
    const undecided: { object: ObjectRef; reason: string }[] = [];
    for (const { schema, table, column: name, days } of stated) {
      const relation = relationNamed(database, schema, table);
      if (!relation) {
        const object: ObjectRef = { kind: 'table', database: database.name, schema, name: table };
        undecided.push({
          object,
          reason: `The policy states a retention for ${nameOf(object)}, which does not exist.`,
        });
        continue;
      }
      const on = relationRef(database.name, relation);
      const column = columnsOf(database, schema, table).find((row) => row.name === name);
      const wrong = !column
        ? 'does not exist'
        : !tells.test(column.type)
          ? `is ${column.type}, which is no time`
          : column.notNull
            ? null
            : 'may be empty';
      if (wrong === null) continue;
      findings.push({
        object: on,
        title: `Rows of ${nameOf(on)} are to be kept ${days} days by column ${name}, which ${wrong}`,
        evidence: { column: name, type: column?.type ?? null, notNull: column?.notNull ?? null, days },
        remedy: {
          manual: `Give ${nameOf(on)} a NOT NULL column of a date or timestamp type, filled for every row, or name the right one in the policy's retention.`,
        },
      });
    }
    return { outcome: 'judged', findings, undecided };
  },
});
