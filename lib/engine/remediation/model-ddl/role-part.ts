import { type ClusterFacts, factsOf } from '../../analysis/facts.ts';
import type { MembershipRow } from '../../inventory/sections/memberships.ts';
import type { RoleRow } from '../../inventory/sections/roles.ts';
import type { Policy } from '../../policy/policy.ts';
import { majorOf } from '../prior.ts';
import { type DeclaredRole, declaredAs } from './declared-roles.ts';
import { intendedAccess } from './intended-access.ts';
import { intendedOwner } from './intended-owner.ts';
import { simulateMemberships } from './membership-steps.ts';
import { modelObjects } from './model-objects.ts';
import { type ModelPlan, modelPlan } from './model-plan.ts';
import { roleSteps } from './role-steps.ts';
import { surplusMemberships } from './surplus-memberships.ts';

/** The cluster with roles and memberships as they are to be, and databases in the hands of their owners to be. */
function clusterAfter(
  cluster: ClusterFacts,
  roles: readonly RoleRow[],
  memberships: readonly MembershipRow[],
  models: ReturnType<typeof databaseModels>,
): ClusterFacts {
  const { inventory } = cluster;
  const owners = new Map(
    models.flatMap(({ facts, owner }) =>
      modelObjects(facts)
        .filter((object) => object.on.kind === 'database')
        .map((object) => [facts.name, owner.after(object)] as const),
    ),
  );
  const databases = cluster
    .read('databases')
    .map((row) => ({ ...row, owner: owners.get(row.name) ?? row.owner }));
  return factsOf({
    ...inventory,
    cluster: {
      ...inventory.cluster,
      roles: { rows: roles },
      memberships: { rows: memberships },
      databases: { rows: databases },
    },
  });
}

export interface RolePart {
  readonly plan: ModelPlan | null;
  readonly roles: readonly RoleRow[];
  readonly after: ClusterFacts;
}

/** Every database read, with what the policy says of it. */
export function databaseModels(
  cluster: ClusterFacts,
  policy: Policy,
  declared: readonly DeclaredRole[],
  roles: readonly RoleRow[],
) {
  return cluster.databases.map((facts) => {
    const access = intendedAccess(policy, facts.name, majorOf(cluster.inventory));
    return { facts, access, owner: intendedOwner(facts, declared, roles, access) };
  });
}

/**
 * Roles, attributes and memberships, and the cluster as it is after them: everything else is planned on that.
 * Throws `UnreadSection`.
 */
export function rolePart(
  cluster: ClusterFacts,
  policy: Policy,
  declared: readonly DeclaredRole[],
  auditor: string | null,
): RolePart {
  const auditors =
    auditor === null ? [] : [{ name: auditor, why: 'audit.events: object auditing of regulated columns' }];
  const made = roleSteps(cluster, declared, auditors);
  const memberships = simulateMemberships(cluster, made.after);
  const warnings = [...made.warnings];
  const models = databaseModels(cluster, policy, declared, made.after);
  for (const { facts, owner } of models) {
    const { role } = owner;
    if (role === null) continue;
    for (const { name, entries } of declaredAs(declared, facts.name, ['migration'])) {
      const held = memberships
        .rows()
        .some((row) => row.role === role && row.member === name && row.setOption);
      if (held || name === role) continue;
      memberships.grant(
        role,
        name,
        `${name} changes what ${role} owns (${entries[0]?.place}, kind migration)`,
      );
    }
  }
  const stating = models.filter(({ access }) => access.stated.size > 0);
  const absent = cluster.inventory.unreadDatabases.length;
  if (absent > 0 && stating.length > 0)
    warnings.push(
      `${absent} ${absent === 1 ? 'database was' : 'databases were'} not read: memberships are judged by the others alone.`,
    );
  const surplus = surplusMemberships(
    declared,
    made.after,
    memberships.rows(),
    stating.map(({ facts, access, owner }) => ({
      access,
      objects: modelObjects(facts),
      ownerAfter: owner.after,
    })),
  );
  for (const { role, member, why } of surplus) memberships.revoke(role, member, why);
  for (const { facts, access, owner } of stating) {
    const holder = modelObjects(facts).find(({ on }) => on.kind === 'database');
    if (holder && access.stated.has(holder.owner) && owner.after(holder) === holder.owner)
      warnings.push(
        `${holder.owner} owns database ${facts.name}, and with it all that pg_database_owner has there, whatever it may: declare one role of kind owner for it.`,
      );
  }
  const quiet = declared.filter(
    ({ kind, entries }) =>
      ['application', 'readonly', 'person'].includes(kind) &&
      entries.every(({ role }) => role.may === undefined),
  );
  if (quiet.length > 0)
    warnings.push(
      `The policy does not say what ${quiet.map(({ name }) => name).join(', ')} may do (may): their grants stay as they are.`,
    );
  const plan = modelPlan(
    {
      part: 'roles',
      title: 'the roles of the policy, their attributes and memberships',
      database: null,
      outside: made.outside,
      warnings,
    },
    [...made.steps, ...memberships.steps()],
    { policy, inventory: cluster.inventory },
  );
  return {
    plan,
    roles: made.after,
    after: clusterAfter(cluster, made.after, memberships.rows(), models),
  };
}
