import type { ClusterFacts, DatabaseFacts } from '../../analysis/facts.ts';
import { type RoleGraph, roleGraph } from '../../analysis/role-graph.ts';
import { columnsOf, relationNamed } from '../../controls/grants/by-relation.ts';
import { rowTenancy } from '../../controls/rows/tenancy-scope.ts';
import type { Privilege } from '../../model/privilege.ts';
import type { Policy } from '../../policy/policy.ts';
import { majorOf } from '../prior.ts';
import { type DeclaredRole, declaredAs } from './declared-roles.ts';
import type { GrantGround } from './grant-ground.ts';
import type { IntendedAccess } from './intended-access.ts';
import type { IntendedOwner } from './intended-owner.ts';
import { type KeptColumns, keptColumns } from './kept-columns.ts';
import { isMade, type MaskingView } from './masking-views.ts';
import { type ModelObject, modelObjects } from './model-objects.ts';
import { readByViews } from './shown-by-views.ts';

/** One database, and the cluster's roles and memberships as they are to be. */
export interface DatabaseModel {
  readonly facts: DatabaseFacts;
  readonly policy: Policy;
  readonly declared: readonly DeclaredRole[];
  readonly access: IntendedAccess;
  readonly owner: IntendedOwner;
  /** The cluster with roles and memberships as they are to be. */
  readonly after: ClusterFacts;
  readonly auditors: ReadonlySet<string>;
}

/** What the plans of this database are made on. */
export const plannedOn = ({ facts, policy }: DatabaseModel) => ({
  policy,
  inventory: facts.cluster.inventory,
});

type Implied = ReadonlyMap<Privilege, string>;
const nothing: Implied = new Map();

/** Owners find their way to what they own, and whoever has something to do in a database may connect to it. */
function impliedPrivileges(
  { facts, owner, access, declared }: DatabaseModel,
  graph: RoleGraph,
  objects: readonly ModelObject[],
): GrantGround['implied'] {
  const ownersIn = new Map<string, Set<string>>();
  for (const object of objects) {
    const { schema } = object.on;
    if (schema === undefined) continue;
    const known = ownersIn.get(schema) ?? new Set();
    ownersIn.set(schema, known.add(owner.after(object)));
  }
  // By a membership that the model ends, too: it is by name then.
  const today = roleGraph(facts.cluster);
  const usage: Implied = new Map([
    ['USAGE', 'owns objects in it, which foreign keys and views reach as their owner'],
  ]);
  const connect = new Map(
    declared.flatMap(({ name, entries }) => {
      const entry = entries.find(
        ({ role }) =>
          role.may !== undefined && (role.databases === undefined || role.databases.includes(facts.name)),
      );
      return entry && graph.roles.get(name)?.login === true
        ? [[name, new Map([['CONNECT', `${name} has work to do here: ${entry.place}`]]) as Implied] as const]
        : [];
    }),
  );
  return (role, { on, grants }) => {
    if (on.kind === 'database') return connect.get(role) ?? nothing;
    if (on.kind !== 'schema' || !ownersIn.get(on.name ?? '')?.has(role)) return nothing;
    if (graph.roles.get(role)?.superuser !== false) return nothing;
    const had = grants.some(
      (one) =>
        one.privilege === 'USAGE' &&
        (one.grantee === null || today.reaches(role, one.grantee, 'inherit', access.database)),
    );
    return had || role === owner.role ? usage : nothing;
  };
}

const isInvoker = (options: readonly string[]) =>
  options.some((one) => /^security_invoker=(true|on|yes|1)$/i.test(one));

/** Views that would show what the policy keeps: granted by name in `may`, or not at all. */
function viewsSkipped(
  model: DatabaseModel,
  kept: KeptColumns,
  masking: readonly MaskingView[],
): GrantGround['skips'] {
  const { facts, policy } = model;
  const tenancy = rowTenancy(policy, facts.name);
  const byName = new Map(
    masking.filter((view) => isMade(model, view)).map((view) => [`${view.on.schema}.${view.on.name}`, view]),
  );
  return (grantee, { on }) => {
    if (on.kind !== 'view' && on.kind !== 'materialized-view') return null;
    const role = grantee ?? 'PUBLIC';
    const view = `${on.schema}.${on.name}`;
    const own = byName.get(view);
    if (own) return grantee !== null && own.audience.includes(grantee) ? null : { say: null };
    const row = relationNamed(facts, on.schema ?? '', on.name ?? '');
    if (row && isInvoker(row.options)) return null;
    for (const { schema, name } of readByViews(facts)(on.schema ?? '', on.name ?? '').values()) {
      const table = `${schema}.${name}`;
      const [column] = kept.from(grantee, schema, name);
      if (column !== undefined)
        return {
          say: `${role} is not granted ${view}: it reads ${table}, whose ${column} is kept from that role. Name it in may (names) where it shows nothing of that.`,
        };
      const tenants =
        'column' in tenancy &&
        !tenancy.except.has(table) &&
        (grantee === null || tenancy.roles.length === 0 || tenancy.roles.includes(grantee)) &&
        columnsOf(facts, schema, name).some((one) => one.name === tenancy.column);
      if (tenants)
        return {
          say: `${role} is not granted ${view}: it reads ${table} as its owner, past the rows of one tenant. Name it in may (names) where that is meant, or make it security_invoker (15 and later).`,
        };
    }
    return null;
  };
}

/** Which columns of this database are kept from whom, with roles and memberships as they are to be. */
export function keptIn({ facts, policy, after, auditors }: DatabaseModel): KeptColumns {
  return keptColumns({
    policy,
    database: facts.name,
    graph: roleGraph(after),
    substrate: facts.cluster.inventory.substrate,
    auditors,
  });
}

/** What grants in this database are settled by. Throws `UnreadSection`. */
export function grantGround(
  model: DatabaseModel,
  kept: KeptColumns,
  masking: readonly MaskingView[],
  warn: (text: string) => void,
): GrantGround {
  const { facts, access, after } = model;
  const graph = roleGraph(after);
  return {
    facts,
    access,
    kept,
    graph,
    major: majorOf(facts.cluster.inventory),
    implied: impliedPrivileges(model, graph, modelObjects(facts)),
    skips: viewsSkipped(model, kept, masking),
    warn,
  };
}

/** Roles that will make the next object of a class: the policy's owner and migration roles, and whoever owns such ones now. */
export function creatorsOf(model: DatabaseModel) {
  const { facts, declared, owner } = model;
  const named = declaredAs(declared, facts.name, ['owner', 'migration']).map(({ name }) => name);
  const kinds = {
    tables: ['table', 'partitioned-table', 'view', 'materialized-view', 'foreign-table'],
    sequences: ['sequence'],
    functions: ['function', 'procedure'],
  } as const;
  const schemas = new Set(facts.read('schemas').map((row) => row.name));
  return (objects: keyof typeof kinds, schema: string | null): readonly string[] => {
    if (schema !== null && !schemas.has(schema)) return [];
    const present = modelObjects(facts)
      .filter((one) => (kinds[objects] as readonly string[]).includes(one.on.kind))
      .filter((one) => schema === null || one.on.schema === schema)
      .map((one) => owner.after(one));
    return [...new Set([...named, ...present])].sort();
  };
}
