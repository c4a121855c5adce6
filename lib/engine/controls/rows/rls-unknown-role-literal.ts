import { bareOf, constantOf, equalitiesIn } from '../../analysis/row-security/comparisons.ts';
import {
  functionName,
  isRoleWord,
  isSessionCall,
  isSetting,
} from '../../analysis/row-security/session-values.ts';
import {
  aboutTree,
  listOf,
  namesOf,
  nodesIn,
  type TreeNode,
  type TreeValue,
} from '../../analysis/row-security/tree.ts';
import { defineControl } from '../control.ts';
import {
  judgedEach,
  openQuestionsOf,
  policyEvidence,
  policyName,
  policySections,
} from './judged-policies.ts';
import { rowReferences } from './row-references.ts';

interface ComparedRole {
  readonly role: string;
  readonly negated: boolean;
}

/** The session's own setting, and the one in which PostgREST hands on the role of the token. */
const roleSettings: readonly (string | null)[] = ['role', 'request.jwt.claim.role'];

/** `auth.jwt() ->> 'role'`: as what role the token has the request run. */
function isRoleClaim({ kind, fields }: TreeNode): boolean {
  if (kind !== 'A_Expr' || namesOf(fields.name).at(-1) !== '->>') return false;
  const token = bareOf(fields.lexpr);
  return (
    constantOf(fields.rexpr) === 'role' &&
    token !== null &&
    isSessionCall(token) &&
    namesOf(token.fields.funcname).at(-1) === 'jwt'
  );
}

/** `current_user`, `auth.role()`, `current_setting('role')`. */
function isRole(value: TreeValue): boolean {
  const node = bareOf(value);
  if (node === null) return false;
  if (isSetting(node)) return roleSettings.includes(constantOf(listOf(node.fields.args)[0]));
  if (isRoleClaim(node)) return true;
  return isRoleWord(node) || (isSessionCall(node) && namesOf(node.fields.funcname).at(-1) === 'role');
}

const rolesComparedWith = aboutTree((value): readonly ComparedRole[] => {
  const compared = equalitiesIn(value).flatMap(({ one, other, negated }) => {
    const role = constantOf(other);
    return role !== null && isRole(one) ? [{ role, negated }] : [];
  });
  // pg_has_role([user,] role, privilege) raises an error for a role that does not exist.
  const asked = nodesIn(value)
    .filter((node) => node.kind === 'FuncCall' && functionName(node) === 'pg_has_role')
    .flatMap((node) => listOf(node.fields.args).slice(0, -1))
    .flatMap((argument) => constantOf(argument) ?? [])
    .filter((role) => !/^\d+$/.test(role))
    .map((role) => ({ role, negated: false }));
  return [...compared, ...asked];
});

export const rlsUnknownRoleLiteral = defineControl({
  id: 'rls-unknown-role-literal',
  title: 'Every role that a policy compares with exists',
  area: 'rows',
  scope: 'database',
  severity: 'low',
  needs: policySections,
  threats: ['cross-tenant-access'],
  enforcedWhere: 'policy',
  references: rowReferences,
  rationale:
    'A role that was renamed or mistyped is never anybody: what the policy gave it is gone, and what it denied it is given to everyone.',
  caution: 'Rows that the comparison hid or showed by mistake change sides.',
  check: (database, policy) => {
    const known = new Set(database.cluster.read('roles').map((role) => role.name));
    return judgedEach(database, policy, (one) => {
      const unknown = openQuestionsOf(one)
        .flatMap(({ tree }) => rolesComparedWith(tree))
        .filter(({ role }) => !known.has(role) && role !== '' && role !== 'none');
      if (unknown.length === 0) return [];
      const names = [...new Set(unknown.map(({ role }) => role))].sort();
      const denied = unknown.some(({ negated }) => negated);
      return [
        {
          object: one.object,
          title: `${policyName(one)} compares the session’s role with ${names.join(', ')}, which ${names.length === 1 ? 'is no role' : 'are no roles'}`,
          evidence: { ...policyEvidence(one), names },
          remedy: {
            manual: 'Write the role as it is called, or name it in the TO clause, which PostgreSQL checks.',
          },
          // What is not that role is then everybody.
          ...(denied ? { severity: 'medium' as const } : {}),
        },
      ];
    });
  },
});
