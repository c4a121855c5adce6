import type { PolicyRow } from '../../inventory/sections/policies.ts';
import { defineControl } from '../control.ts';
import { expressionsOf, judgedEach, policyEvidence, policyName, policySections } from './judged-policies.ts';
import { rowReferences } from './row-references.ts';

function sharesCommand(one: PolicyRow['command'], other: PolicyRow['command']): boolean {
  return one === other || one === 'ALL' || other === 'ALL';
}

export const rlsConstantFalse = defineControl({
  id: 'rls-constant-false',
  title: 'No policy that lets nothing through',
  area: 'rows',
  scope: 'database',
  severity: 'info',
  needs: policySections,
  threats: ['over-privileged-application'],
  enforcedWhere: 'policy',
  references: rowReferences,
  rationale:
    'A permissive policy that is always false beside others gives nothing and only looks like a rule; a restrictive one shuts the table for its commands whatever the others say. Both are usually left from an incident.',
  caution: 'Dropping a restrictive one opens what the other policies allow.',
  check: (database, policy) =>
    judgedEach(database, policy, (one) => {
      const { row } = one.judged;
      const expressions = expressionsOf(one);
      if (expressions.length === 0 || expressions.some((expression) => expression.constant !== 'false'))
        return [];
      // Alone it says what row security without a policy does: that nobody is meant to see a row.
      const beside = one.table.policies.filter(
        (other) => other.row.permissive && other.row !== row && sharesCommand(row.command, other.row.command),
      );
      if (beside.length === 0) return [];
      return [
        {
          object: one.object,
          title: row.permissive
            ? `${policyName(one)} is always false and gives nothing beside ${beside.map((other) => other.row.name).join(', ')}`
            : `${policyName(one)} is restrictive and always false: ${row.command === 'ALL' ? 'the table is shut' : `${row.command} is shut`} to everybody it binds`,
          evidence: policyEvidence(one),
          remedy: row.permissive
            ? { changes: [{ do: 'drop-policy', on: one.on, policy: row.name }] }
            : {
                manual:
                  'Where the table may be open again, drop the policy; where not, revoke the grants, which say so plainly.',
              },
        },
      ];
    }),
});
