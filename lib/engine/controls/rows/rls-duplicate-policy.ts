import type { PolicyRow } from '../../inventory/sections/policies.ts';
import { defineControl } from '../control.ts';
import { judgedEach, policyEvidence, policyName, policySections } from './judged-policies.ts';
import { rowReferences } from './row-references.ts';

function saysTheSame(one: PolicyRow, other: PolicyRow): boolean {
  const meaning = ({ name: _, ...rest }: PolicyRow) => JSON.stringify(rest);
  return meaning(one) === meaning(other);
}

export const rlsDuplicatePolicy = defineControl({
  id: 'rls-duplicate-policy',
  title: 'No policy twice',
  area: 'rows',
  scope: 'database',
  severity: 'info',
  needs: policySections,
  threats: ['cross-tenant-access'],
  enforcedWhere: 'policy',
  references: rowReferences,
  rationale:
    'Two policies that say the same are one rule in two places. The next change is made to one of them, and the other, joined with OR, keeps what it was meant to end.',
  caution: 'Nothing: what the other one says stays.',
  check: (database, policy) =>
    judgedEach(database, policy, (one) => {
      const twin = one.table.policies.find(
        ({ row }) => row.name < one.judged.row.name && saysTheSame(row, one.judged.row),
      );
      if (!twin) return [];
      return [
        {
          object: one.object,
          title: `${policyName(one)} says the same as ${twin.row.name}`,
          evidence: { ...policyEvidence(one), sameAs: twin.row.name },
          remedy: { changes: [{ do: 'drop-policy', on: one.on, policy: one.judged.row.name }] },
        },
      ];
    }),
});
