import { outcomesOf } from '../../analysis/row-security/expression-outcomes.ts';
import type { ExpressionJudgement } from '../../analysis/row-security/judge-expression.ts';
import { saysWhoAsks } from '../../analysis/row-security/session-values.ts';
import { aboutTree, alternativesOf } from '../../analysis/row-security/tree.ts';
import { defineControl } from '../control.ts';
import {
  judgedEach,
  openQuestionsOf,
  policyEvidence,
  policyName,
  policySections,
} from './judged-policies.ts';
import { rowReferences } from './row-references.ts';

/** Every row, where neither a setting nor a function says who asks. */
export function opensForNobody(expression: ExpressionJudgement): boolean {
  return [expression.whenSettingsAbsent, expression.whenSettingsEmpty].includes('opens');
}

/** One side of an OR that lets rows through for a session without identity, and never for one with it. */
const hasBranchForNobody = aboutTree((tree): boolean => {
  const none: ReadonlySet<string> = new Set();
  return alternativesOf(tree).some(
    (branch) =>
      saysWhoAsks(branch) &&
      outcomesOf(branch, 'present', none)?.never === true &&
      (['absent', 'empty'] as const).some((setting) => outcomesOf(branch, setting, none)?.never === false),
  );
});

export const rlsInvertedAuth = defineControl({
  id: 'rls-inverted-auth',
  title: 'No policy opens for a session that does not say who it is',
  area: 'rows',
  scope: 'database',
  severity: 'critical',
  needs: policySections,
  threats: ['cross-tenant-access', 'insider-reads-regulated-data'],
  enforcedWhere: 'policy',
  references: rowReferences,
  rationale:
    'A pooled connection that forgot its setting, or a request without a token, is nobody. A policy that asks whether the identity is missing, instead of what it is, gives nobody every row.',
  caution:
    'What relied on the open branch, a health check or a nightly job, needs a role and a policy of its own.',
  check: (database, policy) =>
    judgedEach(database, policy, (one) => {
      const expressions = openQuestionsOf(one);
      const opens = expressions.some(opensForNobody);
      if (!opens && !expressions.some(({ tree }) => hasBranchForNobody(tree))) return [];
      return [
        {
          object: one.object,
          title: opens
            ? `${policyName(one)} lets every row through for a session that does not say who it is`
            : `${policyName(one)} has a branch that only holds for a session that does not say who it is`,
          evidence: policyEvidence(one),
          remedy: {
            manual:
              'Take the branch out of the expression, so that a missing identity lets no row through, and give what anonymous sessions may see a policy of its own TO their role.',
          },
          // Restrictive policies only take rows away; a branch holds for some rows.
          ...(opens && one.judged.row.permissive ? {} : { severity: 'medium' as const }),
        },
      ];
    }),
});
