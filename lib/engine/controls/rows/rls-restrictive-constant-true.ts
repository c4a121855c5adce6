import { defineControl } from '../control.ts';
import {
  expressionsOf,
  heldToTenant,
  judgedEach,
  policyEvidence,
  policyName,
  policySections,
} from './judged-policies.ts';
import { rowReferences } from './row-references.ts';

export const rlsRestrictiveConstantTrue = defineControl({
  id: 'rls-restrictive-constant-true',
  title: 'Every restrictive policy restricts something',
  area: 'rows',
  scope: 'database',
  severity: 'medium',
  needs: policySections,
  threats: ['cross-tenant-access'],
  enforcedWhere: 'policy',
  references: rowReferences,
  rationale:
    'A restrictive policy that is always true, or has no expression, takes nothing away. It stands where a floor under all other policies was meant to be.',
  caution: 'With the tenant’s predicate in it, sessions that do not say for whom they act see no row.',
  check: (database, policy) =>
    judgedEach(database, policy, (one) => {
      const expressions = expressionsOf(one);
      if (one.judged.row.permissive || expressions.some((expression) => expression.constant !== 'true'))
        return [];
      return [
        {
          object: one.object,
          title: `${policyName(one)} is restrictive and ${expressions.length === 0 ? 'has no expression' : 'always true'}: it restricts nothing`,
          evidence: policyEvidence(one),
          // Dropping it changes nothing of what anybody sees.
          remedy: {
            changes: [
              heldToTenant(database, policy, one) ?? {
                do: 'drop-policy',
                on: one.on,
                policy: one.judged.row.name,
              },
            ],
          },
        },
      ];
    }),
});
