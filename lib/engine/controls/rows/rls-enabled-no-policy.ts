import type { FindingDraft } from '../../model/finding.ts';
import { defineControl, judged } from '../control.ts';
import { nameOf } from '../grants/database-object.ts';
import { grantedTables, tenantOrByHand } from './granted-tables.ts';
import { othersNames } from './granted-to-others.ts';
import { policySections } from './judged-policies.ts';
import { rowReferences } from './row-references.ts';

export const rlsEnabledNoPolicy = defineControl({
  id: 'rls-enabled-no-policy',
  title: 'Every table with row security that is granted has a policy',
  area: 'rows',
  scope: 'database',
  severity: 'info',
  needs: policySections,
  threats: ['over-privileged-application'],
  enforcedWhere: 'policy',
  references: rowReferences,
  rationale:
    'Row security without a policy shows no row to anybody but the owner and those that bypass it. A grant on such a table leads nowhere, and the first thing tried to mend that is to switch row security off.',
  caution: 'Whoever the new policy names sees rows that nobody saw before.',
  check(database, policy) {
    const findings = grantedTables(database, policy).flatMap(({ table, on, granted }): FindingDraft[] => {
      if (!table.enabled || table.policies.length > 0) return [];
      return [
        {
          object: on,
          title: `Table ${nameOf(on)} is granted to ${othersNames(granted).join(', ')}, who see no row: it has row security and no policy`,
          evidence: { owner: table.relation.owner, grantees: othersNames(granted) },
          remedy: tenantOrByHand(
            database,
            policy,
            on,
            'Create a policy that says which rows these roles may see, or revoke the grants where nobody is meant to.',
          ),
        },
      ];
    });
    return judged(findings);
  },
});
