import type { DatabaseFacts } from '../../analysis/facts.ts';
import { roleGraph } from '../../analysis/role-graph.ts';
import { bareOf, columnOf, equalitiesIn } from '../../analysis/row-security/comparisons.ts';
import { isRoleWord } from '../../analysis/row-security/session-values.ts';
import { aboutTree } from '../../analysis/row-security/tree.ts';
import type { Policy } from '../../policy/policy.ts';
import { defineControl } from '../control.ts';
import {
  heldToTenant,
  judgedEach,
  openQuestionsOf,
  type PolicyOnTable,
  policiesInForce,
  policyEvidence,
  policyName,
  policySections,
} from './judged-policies.ts';
import { rowReferences } from './row-references.ts';

const comparesRoleWithColumn = aboutTree((value) =>
  equalitiesIn(value).some(({ one, other }) => {
    const word = bareOf(other);
    return columnOf(one) !== null && word !== null && isRoleWord(word);
  }),
);

/** Roles that the customer's policy calls applications, and that this row policy binds. */
function applicationsUnder(database: DatabaseFacts, policy: Policy, { judged }: PolicyOnTable): string[] {
  const graph = roleGraph(database.cluster);
  const applications = (policy.roles ?? []).filter(
    ({ role, kind }) => kind === 'application' && graph.roles.has(role),
  );
  const names = applications
    .map(({ role }) => role)
    .filter((role) =>
      judged.row.roles.some(
        (named) => named === null || graph.reaches(role, named, 'inherit', database.name),
      ),
    );
  return [...new Set(names)].sort();
}

export const rlsCurrentUserKey = defineControl({
  id: 'rls-current-user-key',
  title: 'No policy tells users apart by role where they share one',
  area: 'rows',
  scope: 'database',
  severity: 'medium',
  needs: policySections,
  threats: ['cross-tenant-access'],
  enforcedWhere: 'policy',
  references: rowReferences,
  rationale:
    'An application that connects as one role is one user to current_user: every person behind it sees the same rows. Only a role for each of them, or a setting for each session, tells them apart.',
  caution: 'Sessions must say who they are, by a setting in each transaction, before the policy changes.',
  check(database, policy) {
    const compared = new Set(
      policiesInForce(database, policy)
        .filter((one) => openQuestionsOf(one).some(({ tree }) => comparesRoleWithColumn(tree)))
        .map(({ judged }) => judged),
    );
    if (compared.size > 0 && policy.roles === undefined) {
      return {
        outcome: 'unknown',
        reason: 'The policy does not say which roles are applications, which many people share.',
        decision: 'roles',
      };
    }
    return judgedEach(database, policy, (one) => {
      if (!compared.has(one.judged)) return [];
      const shared = applicationsUnder(database, policy, one);
      if (shared.length === 0) return [];
      const change = heldToTenant(database, policy, one);
      return [
        {
          object: one.object,
          title: `${policyName(one)} compares the role with a column, and everybody behind ${shared.join(', ')} is the same role`,
          evidence: { ...policyEvidence(one), applications: shared },
          remedy:
            change !== null
              ? { changes: [change] }
              : {
                  manual:
                    "Compare the column with a setting that the application sets in each transaction, NULLIF(current_setting('app.user_id', true), '').",
                },
        },
      ];
    });
  },
});
