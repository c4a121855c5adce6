import type { DatabaseFacts } from '../../analysis/facts.ts';
import { rowCommands } from '../../analysis/row-security/policy-effect.ts';
import type { PolicyRow } from '../../inventory/sections/policies.ts';
import type { FindingDraft } from '../../model/finding.ts';
import type { Privilege } from '../../model/privilege.ts';
import { defineControl } from '../control.ts';
import { grantedToOthers, othersNames } from './granted-to-others.ts';
import {
  expressionsOf,
  judgedEach,
  type PolicyOnTable,
  policyEvidence,
  policyName,
  policySections,
} from './judged-policies.ts';
import { rowReferences } from './row-references.ts';

function sharesCommand(one: PolicyRow['command'], other: PolicyRow['command']): boolean {
  return one === other || one === 'ALL' || other === 'ALL';
}

/** Whom the table is granted to for what the policy is about. */
function shutOut(database: DatabaseFacts, one: PolicyOnTable): string[] {
  const { command } = one.judged.row;
  const about: readonly Privilege[] = command === 'ALL' ? rowCommands : [command];
  return othersNames(grantedToOthers(database, one.table.relation, (privilege) => about.includes(privilege)));
}

const aloneFinding = (one: PolicyOnTable, shut: readonly string[]): FindingDraft => ({
  object: one.object,
  title: `${policyName(one)} is always false, and the table is granted to ${shut.join(', ')}, whom it gives nothing`,
  evidence: { ...policyEvidence(one), grantees: shut },
  remedy: {
    manual:
      'Write the policy that says which rows these roles may see, or revoke the grants: no grant says more plainly that nobody is meant to use the table.',
  },
});

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
    'A permissive policy that is always false gives nothing and only looks like a rule, beside others as where a grant says that somebody is meant to use the table; a restrictive one shuts the table for its commands whatever the others say. Both are usually left from an incident.',
  caution: 'Dropping a restrictive one opens what the other policies allow.',
  check: (database, policy) =>
    judgedEach(database, policy, (one) => {
      const { row } = one.judged;
      const expressions = expressionsOf(one);
      if (expressions.length === 0 || expressions.some((expression) => expression.constant !== 'false'))
        return [];
      const beside = one.table.policies.filter(
        (other) => other.row.permissive && other.row !== row && sharesCommand(row.command, other.row.command),
      );
      if (beside.length === 0) {
        // Alone it says what row security without a policy does: right where nobody is granted what it shuts.
        const shut = row.permissive ? shutOut(database, one) : [];
        return shut.length === 0 ? [] : [aloneFinding(one, shut)];
      }
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
