import { columnOf, constantOf, equalitiesIn } from '../../analysis/row-security/comparisons.ts';
import { isSessionCall, isSetting, saysWhoAsks } from '../../analysis/row-security/session-values.ts';
import { aboutTree, listOf, namesOf, nodesIn, type TreeValue } from '../../analysis/row-security/tree.ts';
import { defineControl } from '../control.ts';
import {
  judgedEach,
  openQuestionsOf,
  policyEvidence,
  policyName,
  policySections,
} from './judged-policies.ts';
import { rowReferences } from './row-references.ts';

/** `auth.email()`, a setting or claim called so: the last word of its name. */
function isEmail(value: TreeValue): boolean {
  return (
    saysWhoAsks(value) &&
    nodesIn(value).some((node) => {
      if (isSessionCall(node)) return namesOf(node.fields.funcname).at(-1) === 'email';
      if (isSetting(node)) return /(^|[._])e?mail$/i.test(constantOf(listOf(node.fields.args)[0]) ?? '');
      return node.kind === 'A_Const' && constantOf({ [node.kind]: node.fields }) === 'email';
    })
  );
}

const comparesEmail = aboutTree((value) =>
  equalitiesIn(value).some(({ one, other }) => columnOf(one) !== null && isEmail(other)),
);

export const rlsEmailKey = defineControl({
  id: 'rls-email-key',
  title: 'No policy keeps rows apart by e-mail address',
  area: 'rows',
  scope: 'database',
  severity: 'low',
  needs: policySections,
  threats: ['cross-tenant-access'],
  enforcedWhere: 'policy',
  references: rowReferences,
  rationale:
    'Addresses change hands, differ in case and are often unverified when an account is created. Whoever registers the address of a former user gets that user’s rows.',
  caution: 'Rows need the immutable id of their owner before the policy changes.',
  check: (database, policy) =>
    judgedEach(database, policy, (one) =>
      openQuestionsOf(one).some(({ tree }) => comparesEmail(tree))
        ? [
            {
              object: one.object,
              title: `${policyName(one)} compares the session’s e-mail address with a column`,
              evidence: policyEvidence(one),
              remedy: {
                manual:
                  'Keep the id of the owner in the row and compare that with the id the session carries.',
              },
            },
          ]
        : [],
    ),
});
