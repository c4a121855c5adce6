import { columnOf, equalitiesIn } from '../../analysis/row-security/comparisons.ts';
import { saysWhoAsks } from '../../analysis/row-security/session-values.ts';
import { aboutTree } from '../../analysis/row-security/tree.ts';
import type { FindingDraft } from '../../model/finding.ts';
import { defineControl } from '../control.ts';
import { columnsOf } from '../grants/by-relation.ts';
import { columnRef, nameOf } from '../grants/database-object.ts';
import { openQuestionsOf, policiesInForce, policySections, unparsed } from './judged-policies.ts';
import { rowReferences } from './row-references.ts';

const columnsHeldToSession = aboutTree((value): readonly string[] =>
  equalitiesIn(value).flatMap(({ one, other, negated }) => {
    const column = columnOf(one);
    return column !== null && !negated && saysWhoAsks(other) ? [column] : [];
  }),
);

export const rlsNullableDiscriminator = defineControl({
  id: 'rls-nullable-discriminator',
  title: 'The column that keeps tenants apart is never NULL',
  area: 'rows',
  scope: 'database',
  severity: 'low',
  needs: policySections,
  threats: ['cross-tenant-access'],
  enforcedWhere: 'policy',
  references: rowReferences,
  rationale:
    'A row without a tenant belongs to nobody: policies hide it from everyone, or show it to all where one of them treats NULL as shared. Rows get there by an insert that forgot the column.',
  caution:
    'Rows that have no tenant yet must be given one first; the scan of the table for SET NOT NULL holds an exclusive lock.',
  check(database, policy) {
    const policies = policiesInForce(database, policy);
    const findings = [...Map.groupBy(policies, ({ table }) => table)].flatMap(
      ([table, all]): FindingDraft[] => {
        const separating = new Set(
          table.required === true && table.tenantColumn !== null
            ? [table.tenantColumn]
            : all.flatMap(openQuestionsOf).flatMap(({ tree }) => columnsHeldToSession(tree)),
        );
        return columnsOf(database, table.relation.schema, table.relation.name)
          .filter((column) => separating.has(column.name) && !column.notNull)
          .map((column) => ({
            object: columnRef(database.name, column),
            title: `Column ${nameOf(columnRef(database.name, column))} keeps rows apart and may be NULL`,
            evidence: { policies: all.map(({ judged }) => judged.row.name), tenantTable: table.required },
            remedy: {
              manual:
                'Give every row its tenant, then ALTER TABLE … ALTER COLUMN … SET NOT NULL; on a large table add a CHECK (… IS NOT NULL) NOT VALID first and validate it, so that the lock is short.',
            },
          }));
      },
    );
    return { outcome: 'judged', findings, undecided: unparsed(policies) };
  },
});
