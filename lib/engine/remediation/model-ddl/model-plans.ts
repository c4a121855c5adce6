import { type ClusterFacts, factsOf } from '../../analysis/facts.ts';
import { UnreadSection } from '../../analysis/unread-section.ts';
import type { MembershipRow } from '../../inventory/sections/memberships.ts';
import type { RoleRow } from '../../inventory/sections/roles.ts';
import type { Policy } from '../../policy/policy.ts';
import { majorOf } from '../prior.ts';
import { creatorsOf, type DatabaseModel, grantGround } from './database-model.ts';
import { type DeclaredRole, declaredAs, declaredRoles } from './declared-roles.ts';
import { defaultPrivilegeSteps } from './default-privilege-steps.ts';
import { intendedAccess } from './intended-access.ts';
import { intendedOwner } from './intended-owner.ts';
import { simulateMemberships } from './membership-steps.ts';
import { modelObjects } from './model-objects.ts';
import { type ModelPart, type ModelPlan, manualModelPlan, modelPlan } from './model-plan.ts';
import { ownershipSteps } from './ownership-steps.ts';
import { roleSteps } from './role-steps.ts';
import { settleAll, unsettled } from './settled-objects.ts';
import { surplusMemberships } from './surplus-memberships.ts';
import { tenancySteps } from './tenancy-steps.ts';

/** What of the model cannot be planned because a section was not read: said, never left out silently. */
function unread(part: ModelPart, title: string, database: string | null, error: unknown): ModelPlan {
  if (!(error instanceof UnreadSection)) throw error;
  const text = `This cannot be planned: ${error.message}`;
  return manualModelPlan({ part, title, database, outside: [], warnings: [text] }, text);
}

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

/** Roles that hold objects so that pgaudit records what is done with them. */
const auditorsOf = (_: Policy) => [];

interface RolePart {
  readonly plan: ModelPlan | null;
  readonly roles: readonly RoleRow[];
  readonly after: ClusterFacts;
}

function databaseModels(
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

function rolePart(cluster: ClusterFacts, policy: Policy, declared: readonly DeclaredRole[]): RolePart {
  const made = roleSteps(cluster, declared, auditorsOf(policy));
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
    policy,
  );
  return {
    plan,
    roles: made.after,
    after: clusterAfter(cluster, made.after, memberships.rows(), models),
  };
}

function databasePlans(model: DatabaseModel): readonly ModelPlan[] {
  const { facts, policy } = model;
  const plans: (ModelPlan | null)[] = [];
  const warnings: string[] = [];
  const ground = grantGround(model, (text) => warnings.push(text));
  const objects = modelObjects(facts).map((object) => unsettled(ground, object));
  const grants = settleAll(ground, objects);
  const defaults = defaultPrivilegeSteps({
    ...ground,
    creators: creatorsOf(model),
  });
  plans.push(
    modelPlan(
      {
        part: 'grants',
        title: `the grants of the policy in ${facts.name}`,
        database: facts.name,
        outside: [],
        warnings: [...new Set(warnings)],
      },
      [...grants, ...defaults],
      policy,
    ),
  );
  plans.push(ownershipSteps(model, ground, objects), tenancySteps(model, objects));
  return plans.filter((plan) => plan !== null);
}

/**
 * From the policy's roles, tenancy, classification and audit to the scripts that bring this cluster there, as the smallest
 * difference: in the order in which they are applied; undone in the opposite order. Every change says what of the policy asks
 * for it. Nothing where all is as the policy says. PostgreSQL's parser has to be loaded (`loadScriptParser`).
 */
export function modelPlans(facts: ClusterFacts, policy: Policy): readonly ModelPlan[] {
  const declared = declaredRoles(policy, facts);
  let part: RolePart;
  try {
    part = rolePart(facts, policy, declared);
  } catch (error) {
    return [unread('roles', 'the roles of the policy', null, error)];
  }
  const plans = databaseModels(facts, policy, declared, part.roles).flatMap((model) => {
    try {
      return databasePlans({ ...model, policy, declared, after: part.after, auditors: new Set() });
    } catch (error) {
      return [unread('grants', `the grants of the policy in ${model.facts.name}`, model.facts.name, error)];
    }
  });
  return [...(part.plan ? [part.plan] : []), ...plans];
}
