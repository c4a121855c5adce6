import { expressionTree } from '../../analysis/row-security/expression-tree.ts';
import { relationNeeds } from '../../analysis/row-security/statement-needs.ts';
import { bypassesPolicies } from '../../analysis/row-security/table-row-security.ts';
import { asTree } from '../../analysis/row-security/tree.ts';
import type { PolicyRow } from '../../inventory/sections/policies.ts';
import type { RelationRow } from '../../inventory/sections/relations.ts';
import type { RoutineRow } from '../../inventory/sections/routines.ts';
import type { Privilege } from '../../model/privilege.ts';
import type { Dependent } from './dependent.ts';
import { heldOn, type Rights, relationKey, relationsByKey } from './rights.ts';

const anyUse = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] as const satisfies readonly Privilege[];

const uses = (
  { after: { access, facts } }: Rights,
  role: string,
  relation: RelationRow,
  of: readonly Privilege[],
) => of.some((privilege) => heldOn(access, facts, role, relation, privilege) !== 'none');

/** Who loses EXECUTE on what a relation calls by that name, and whether no other routine is called so. */
function callLosers(rights: Rights, schema: string, name: string, signature: string | null) {
  const overloads = rights.after.facts
    .read('routines')
    .filter((row: RoutineRow) => row.schema === schema && row.name === name);
  const meant = overloads.filter((row) => signature === null || row.signature === signature);
  const losers = meant.flatMap((row) => [
    ...rights.losers(
      { kind: row.kind === 'procedure' ? 'procedure' : 'function', schema, name, signature: row.signature },
      'EXECUTE',
    ),
  ]);
  return { losers: [...new Set(losers)].sort(), certain: meant.length === 1 };
}

/** Whether a policy of the table is asked when the role uses it. */
function bound(rights: Rights, role: string, table: RelationRow, policy: PolicyRow): boolean {
  const { facts, access } = rights.after;
  if (!table.rowSecurity || bypassesPolicies(facts, role, table)) return false;
  return policy.roles.some(
    (name) => name === null || access.graph.reaches(role, name, 'inherit', rights.name),
  );
}

const policyObject = (rights: Rights, policy: PolicyRow): Dependent['object'] => ({
  kind: 'policy',
  database: rights.name,
  schema: policy.schema,
  relation: policy.relation,
  name: policy.name,
});

/** Policies call functions and read relations as whoever uses the table. Throws `UnreadSection`. */
export function dependentPolicies(rights: Rights): readonly Dependent[] {
  if (!rights.anyLost) return [];
  const relations = relationsByKey(rights.after.facts);
  const policies = rights.after.facts.read('policies').flatMap((policy) => {
    const table = relations.get(relationKey(policy.schema, policy.relation));
    return table ? [{ policy, table }] : [];
  });
  const cut = (policy: PolicyRow, table: RelationRow, losers: Iterable<string>) =>
    [...losers]
      .filter((role) => bound(rights, role, table, policy) && uses(rights, role, table, anyUse))
      .sort();
  const calls = rights.routines.size === 0 ? [] : rights.after.facts.read('policy-routines');
  const byCalls = calls.flatMap((call): Dependent[] => {
    if (!rights.routines.has(call.routine)) return [];
    const on = policies.find(
      ({ policy }) =>
        policy.schema === call.schema && policy.relation === call.relation && policy.name === call.policy,
    );
    if (!on) return [];
    const { losers } = callLosers(rights, call.routineSchema, call.routine, call.signature);
    const roles = cut(on.policy, on.table, losers);
    const why = `the policy calls ${call.routineSchema}.${call.routine} as whoever uses the table, and these have no EXECUTE on it then`;
    return roles.length === 0
      ? []
      : [{ object: policyObject(rights, on.policy), roles, outcome: 'fails', why }];
  });
  const byReading = policies.flatMap(({ policy, table }): Dependent[] =>
    relationsRead(policy).flatMap((read) => {
      const relation = read.schema === null ? undefined : relations.get(relationKey(read.schema, read.name));
      if (!relation || !rights.relations.has(relationKey(relation.schema, relation.name))) return [];
      const roles = cut(policy, table, rights.losers(relation, 'SELECT')).filter(
        (role) => heldOn(rights.after.access, rights.after.facts, role, relation, 'SELECT') === 'none',
      );
      const why = `the policy reads ${relation.schema}.${relation.name} as whoever uses the table, and these have no SELECT on it then`;
      return roles.length === 0
        ? []
        : [{ object: policyObject(rights, policy), roles, outcome: 'fails', why }];
    }),
  );
  return [...byCalls, ...byReading];
}

function relationsRead({ using, withCheck }: PolicyRow) {
  return [using, withCheck].flatMap((text) => {
    // Only a subquery reads another relation.
    if (text === null || !/select/i.test(text)) return [];
    const parsed = expressionTree(text);
    const tree = 'error' in parsed ? null : asTree(parsed.value);
    return tree ? relationNeeds(tree) : [];
  });
}

const written = {
  default: ['INSERT', 'UPDATE'],
  check: ['INSERT', 'UPDATE'],
  index: ['INSERT', 'UPDATE'],
} as const;

/** Defaults, generated columns, checks and indexes call functions as whoever writes. Throws `UnreadSection`. */
export function dependentExpressions(rights: Rights): readonly Dependent[] {
  if (rights.routines.size === 0) return [];
  const relations = relationsByKey(rights.after.facts);
  return rights.after.facts.read('routine-uses').flatMap((use): Dependent[] => {
    const { by } = use;
    const table = relations.get(relationKey(use.schema, use.relation));
    if (!table || (by !== 'default' && by !== 'check' && by !== 'index')) return [];
    const { losers, certain } = callLosers(rights, use.routineSchema, use.routine, null);
    const roles = losers.filter((role) => uses(rights, role, table, written[by]));
    if (roles.length === 0) return [];
    const what =
      by === 'default' ? 'a default or generated column' : by === 'check' ? 'a constraint' : 'an index';
    return [
      {
        object: { kind: table.kind, database: rights.name, schema: table.schema, name: table.name },
        roles,
        outcome: certain && by !== 'default' ? 'fails' : 'may-fail',
        why: `${what} of it calls ${use.routineSchema}.${use.routine} as whoever writes, and these have no EXECUTE on it then`,
      },
    ];
  });
}
