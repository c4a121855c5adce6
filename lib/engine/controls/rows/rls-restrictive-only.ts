import type { FindingDraft } from '../../model/finding.ts';
import { defineControl, judged } from '../control.ts';
import { nameOf } from '../grants/database-object.ts';
import { grantedTables, tenantOrByHand } from './granted-tables.ts';
import { othersNames } from './granted-to-others.ts';
import { policySections } from './judged-policies.ts';
import { rowReferences } from './row-references.ts';

export const rlsRestrictiveOnly = defineControl({
  id: 'rls-restrictive-only',
  title: 'Every table with policies has one that lets rows through',
  area: 'rows',
  scope: 'database',
  severity: 'low',
  needs: policySections,
  threats: ['over-privileged-application'],
  enforcedWhere: 'policy',
  references: rowReferences,
  rationale:
    'Restrictive policies only take away from what permissive ones give. Where there are only restrictive ones nobody is given anything, and a table that seems finely governed is simply shut.',
  caution: 'Whoever the new policy names sees the rows that the restrictive policies leave.',
  check(database, policy) {
    const findings = grantedTables(database, policy).flatMap(({ table, on, granted }): FindingDraft[] => {
      if (table.policies.length === 0 || table.policies.some(({ row }) => row.permissive)) return [];
      const policies = table.policies.map(({ row }) => row.name);
      return [
        {
          object: on,
          title: `Table ${nameOf(on)} has only restrictive policies, so ${othersNames(granted).join(', ')} see no row`,
          evidence: { policies, grantees: othersNames(granted) },
          remedy: tenantOrByHand(
            database,
            policy,
            on,
            'Create a permissive policy that says which rows these roles may see; the restrictive ones keep their say.',
          ),
        },
      ];
    });
    return judged(findings);
  },
});
