import { outcomesOf } from '../../analysis/row-security/expression-outcomes.ts';
import { aboutTree, nodesIn } from '../../analysis/row-security/tree.ts';
import { defineControl } from '../control.ts';
import {
  judgedEach,
  openQuestionsOf,
  policyEvidence,
  policyName,
  policySections,
} from './judged-policies.ts';
import { rowReferences } from './row-references.ts';

/** An OR anywhere below, in subqueries too, that every row passes. Where all of the policy does, rls-policy-always-true says so. */
const hasDeadCondition = aboutTree((value) =>
  nodesIn(value).some(
    ({ kind, fields }) =>
      kind === 'BoolExpr' &&
      fields.boolop === 'OR_EXPR' &&
      outcomesOf({ [kind]: fields }, 'any', new Set())?.always === true,
  ),
);

export const rlsOrTrueBranch = defineControl({
  id: 'rls-or-true-branch',
  title: 'No part of a policy is always true',
  area: 'rows',
  scope: 'database',
  severity: 'high',
  needs: policySections,
  threats: ['cross-tenant-access'],
  enforcedWhere: 'policy',
  references: rowReferences,
  rationale:
    'A condition left over from a debugging session, OR true or a comparison with itself, silently takes its part of the policy out of force. The rest still filters, so tests by eye find nothing.',
  caution: 'Rows that only the dead part let through are hidden from then on.',
  check: (database, policy) =>
    judgedEach(database, policy, (one) =>
      openQuestionsOf(one).some(({ tree }) => hasDeadCondition(tree))
        ? [
            {
              object: one.object,
              title: `${policyName(one)} holds an OR that is always true, so that part of it restricts nothing`,
              evidence: policyEvidence(one),
              remedy: { manual: 'Take the branch that is always true out of the expression.' },
            },
          ]
        : [],
    ),
});
