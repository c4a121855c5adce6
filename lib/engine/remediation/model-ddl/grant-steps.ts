import { privilegesOf } from '../../analysis/acl-privileges.ts';
import type { DatabaseFacts } from '../../analysis/facts.ts';
import type { RoleGraph } from '../../analysis/role-graph.ts';
import { columnsOf } from '../../controls/grants/by-relation.ts';
import type { Grantee, Privilege } from '../../model/privilege.ts';
import type { Grant } from '../object-grants.ts';
import { relationKinds } from '../prior.ts';
import type { IntendedAccess } from './intended-access.ts';
import type { KeptColumns } from './kept-columns.ts';
import type { ModelObject } from './model-objects.ts';
import type { Entry, SimulatedObject } from './simulated-object.ts';

/** What grants in one database are settled by. */
export interface GrantGround {
  readonly facts: DatabaseFacts;
  readonly access: IntendedAccess;
  readonly kept: KeptColumns;
  /** With roles and memberships as they are to be. */
  readonly graph: RoleGraph;
  readonly major: number;
  /** Privileges that go without saying, and where that comes from: USAGE for owners in a schema, CONNECT for logins. */
  implied(role: string, object: ModelObject): ReadonlyMap<Privilege, string>;
  /** Whether a view or the like shows rows or columns that this role is not to see. */
  showsKept(role: string, object: ModelObject): string | null;
  warn(text: string): void;
}

const isRelation = ({ on }: ModelObject) => relationKinds.includes(on.kind) && on.kind !== 'sequence';

/** PUBLIC, and the roles whose privileges on this object are stated whole, as long as they do not own it. */
function statedOn({ access, graph }: GrantGround, sim: SimulatedObject): readonly Grantee[] {
  const reach = (role: string) => graph.inherits(role, access.database).size;
  // Groups first: what they have their members need not be given by name; and everybody before all.
  const roles = [...access.stated]
    .filter((role) => role !== sim.owner() && graph.roles.get(role)?.superuser === false)
    .sort((a, b) => reach(a) - reach(b) || (a < b ? -1 : 1));
  return [null, ...roles];
}

/** Why a grant is surplus, or null where it may stay. */
function surplusOf(
  ground: GrantGround,
  object: ModelObject,
  sim: SimulatedObject,
  grant: Grant,
): string | null {
  const { access, kept, graph } = ground;
  const { grantee, privilege, column } = grant;
  const { on } = object;
  if (grantee === sim.owner()) return null;
  const closed = isRelation(object) ? kept.from(grantee, on.schema, on.name) : new Set<string>();
  if (privilege === 'SELECT' && (column === null ? closed.size > 0 : closed.has(column))) {
    const one = kept.on(on.schema, on.name).find((entry) => closed.has(entry.column));
    return `${one?.place} opens ${one?.column} to ${one?.readers.join(', ') || 'nobody'}`;
  }
  const governed = access.governs(on);
  if (object.strict === 'where-governed' && !governed) return null;
  const stated =
    grantee === null ? governed : access.stated.has(grantee) && graph.roles.get(grantee)?.superuser === false;
  if (!stated) return null;
  if (access.may(grantee, on).has(privilege) || access.may(null, on).has(privilege)) return null;
  if (column !== null) {
    if (access.mayOnColumns(grantee, on).has(privilege)) return null;
    const entry = kept.on(on.schema, on.name).find((one) => one.column === column);
    if (entry && privilege === 'SELECT' && kept.reads(grantee, entry)) return null;
  }
  if (grantee !== null && ground.implied(grantee, object).has(privilege)) return null;
  return grantee === null
    ? 'the policy says who may use it by name, and PUBLIC is not among them'
    : `${grantee} may no more than the policy says`;
}

/** Entries of one grantee, grantor and column at a time. */
function entryOf(first: Grant, all: readonly Grant[]): Entry {
  const { grantee, grantor, column } = first;
  const same = all.filter(
    (one) => one.grantee === grantee && one.grantor === grantor && one.column === column,
  );
  return { grantee, grantor, column, privileges: [...new Set(same.map((one) => one.privilege))].sort() };
}

function takeSurplus(ground: GrantGround, object: ModelObject, sim: SimulatedObject): void {
  // Columns first, so that a table-level REVOKE takes along only what is given back.
  for (const columns of [true, false]) {
    for (;;) {
      const surplus = sim
        .grants()
        .filter((one) => (one.column !== null) === columns)
        .flatMap((grant) => {
          const why = surplusOf(ground, object, sim, grant);
          return why === null ? [] : [{ grant, why }];
        });
      const [first] = surplus;
      if (first === undefined) break;
      const same = surplus.filter((one) => one.why === first.why).map((one) => one.grant);
      sim.revoke(entryOf(first.grant, same), first.why);
    }
  }
}

/** `may` says what a role may do, not that it may pass it on. */
function takeGrantOptions(ground: GrantGround, object: ModelObject, sim: SimulatedObject): void {
  const { access, graph } = ground;
  if (object.strict === 'where-governed' && !access.governs(object.on)) return;
  for (const columns of [true, false]) {
    for (;;) {
      const options = sim
        .grants()
        .filter(
          (one) =>
            one.grantable &&
            (one.column !== null) === columns &&
            one.grantee !== null &&
            one.grantee !== sim.owner() &&
            access.stated.has(one.grantee) &&
            graph.roles.get(one.grantee)?.superuser === false,
        );
      const [first] = options;
      if (first === undefined) break;
      sim.revoke(entryOf(first, options), `${first.grantee} may use it, not pass it on`, true);
    }
  }
}

/** Whether a grant reaches a role now: its own, everybody's, or one it inherits. */
export const heldBy = (graph: RoleGraph, database: string, role: Grantee) => (grant: Grant) =>
  grant.grantee === null ||
  grant.grantee === role ||
  (role !== null && graph.reaches(role, grant.grantee, 'inherit', database));

/** Whoever lost something by a cascade although nobody asked for that has it from the owner now. */
export function restoreOthers(
  ground: GrantGround,
  object: ModelObject,
  sim: SimulatedObject,
  nextOwner: string | null = null,
): void {
  const { access, graph } = ground;
  const lost = object.grants.filter((one) => {
    if (one.grantee !== null && (access.stated.has(one.grantee) || one.grantee === nextOwner)) return false;
    if (sim.grants().includes(one)) return false;
    if (surplusOf(ground, object, sim, one) !== null) return false;
    return !sim
      .grants()
      .some(
        (other) =>
          other.privilege === one.privilege &&
          (other.column === null || other.column === one.column) &&
          heldBy(graph, access.database, one.grantee)(other),
      );
  });
  const groups = Map.groupBy(lost, (one) => JSON.stringify([one.grantee, one.column, one.grantable]));
  for (const group of groups.values()) {
    const [first] = group;
    if (first === undefined) continue;
    const privileges = [...new Set(group.map((one) => one.privilege))].sort();
    sim.grant(
      { grantee: first.grantee, column: first.column, privileges },
      `had it from ${first.grantor}, whose own right ends here`,
      first.grantable,
    );
  }
}

/** Columns that stay open to whoever read the whole table by a grant that had to go, or may read the table. */
function openColumns(
  ground: GrantGround,
  object: ModelObject,
  sim: SimulatedObject,
  grantee: Grantee,
  why: string,
): void {
  const { facts, kept, graph, access } = ground;
  const { on } = object;
  const closed = kept.from(grantee, on.schema, on.name);
  const held = heldBy(graph, access.database, grantee);
  for (const { name } of columnsOf(facts, on.schema ?? '', on.name ?? '')) {
    if (closed.has(name)) continue;
    const has = sim
      .grants()
      .some((one) => one.privilege === 'SELECT' && (one.column === null || one.column === name) && held(one));
    if (!has) sim.grant({ grantee, column: name, privileges: ['SELECT'] }, why);
  }
}

function narrowOthers(ground: GrantGround, object: ModelObject, sim: SimulatedObject): void {
  if (!isRelation(object)) return;
  const wholes = object.grants.filter((one) => one.column === null && one.privilege === 'SELECT');
  for (const grantee of new Set(wholes.map((one) => one.grantee))) {
    if (grantee === sim.owner()) continue;
    if (grantee === null ? ground.access.governs(object.on) : ground.access.stated.has(grantee)) continue;
    if (ground.kept.from(grantee, object.on.schema, object.on.name).size === 0) continue;
    openColumns(
      ground,
      object,
      sim,
      grantee,
      'read the whole table before, and keeps what is not classified',
    );
  }
}

/** What a stated role may and does not have, by name; as column grants where a column is kept from it. */
export function giveMissing(ground: GrantGround, object: ModelObject, sim: SimulatedObject): void {
  const { access, kept, graph, major } = ground;
  const { on } = object;
  for (const role of statedOn(ground, sim)) {
    const held = heldBy(graph, access.database, role);
    const has = (privilege: Privilege) =>
      sim.grants().some((one) => one.column === null && one.privilege === privilege && held(one)) ||
      (role !== null && byPredefined(ground, role, object, privilege));
    const place = access.reason(role, on);
    const why = `${role ?? 'PUBLIC'} may: ${place}`;
    // What everybody may, a role may too: by name where a column is kept from everybody and not from it.
    const may = [...new Set([...access.may(null, on), ...access.may(role, on)])].filter((one) =>
      privilegesOf(on.kind, major).includes(one),
    );
    const closed = isRelation(object) ? kept.from(role, on.schema, on.name) : new Set<string>();
    const named = access.permissions.some(
      (one) =>
        one.place === place && (one.permission.names !== undefined || one.permission.objects === on.kind),
    );
    const shows = named || role === null ? null : ground.showsKept(role, object);
    if (may.length > 0 && (shows !== null || (object.indirect && !named))) {
      if (shows !== null && !may.every(has)) ground.warn(shows);
      continue;
    }
    const missing = may
      .filter((privilege) => !has(privilege) && !(privilege === 'SELECT' && closed.size > 0))
      .sort();
    if (missing.length > 0) sim.grant({ grantee: role, column: null, privileges: missing }, why);
    if (may.includes('SELECT') && closed.size > 0 && !has('SELECT'))
      openColumns(ground, object, sim, role, why);
    giveOnColumns(ground, object, sim, role);
    if (role === null) continue;
    for (const [privilege, reason] of ground.implied(role, object)) {
      if (!has(privilege)) sim.grant({ grantee: role, column: null, privileges: [privilege] }, reason);
    }
  }
}

function giveOnColumns(ground: GrantGround, object: ModelObject, sim: SimulatedObject, role: Grantee): void {
  const { facts, access, kept, graph } = ground;
  const { on } = object;
  const privileges = isRelation(object) ? [...access.mayOnColumns(role, on)].sort() : [];
  if (privileges.length === 0) return;
  const held = heldBy(graph, access.database, role);
  const closed = kept.from(role, on.schema, on.name);
  for (const { name } of columnsOf(facts, on.schema ?? '', on.name ?? '')) {
    const missing = privileges.filter(
      (privilege) =>
        !(privilege === 'SELECT' && closed.has(name)) &&
        !sim
          .grants()
          .some(
            (one) => one.privilege === privilege && (one.column === null || one.column === name) && held(one),
          ),
    );
    if (missing.length > 0)
      sim.grant(
        { grantee: role, column: name, privileges: missing },
        `${role ?? 'PUBLIC'} may: ${access.reason(role, on)}`,
      );
  }
}

/** Roles that work on the cluster keep their predefined ones, which give this already. */
export function byPredefined(
  { access, graph }: GrantGround,
  role: string,
  object: ModelObject,
  privilege: Privilege,
) {
  const through = (name: string) =>
    graph.roles.has(name) && graph.reaches(role, name, 'inherit', access.database);
  const data = isRelation(object) || object.on.kind === 'sequence';
  if (privilege === 'SELECT' && data) return through('pg_read_all_data');
  if (object.on.kind === 'schema' && privilege === 'USAGE')
    return through('pg_read_all_data') || through('pg_write_all_data');
  return isRelation(object) && ['INSERT', 'UPDATE', 'DELETE'].includes(privilege)
    ? through('pg_write_all_data')
    : false;
}

/** Owners whose objects stand in a schema, who are not stated, and lose the way to them. */
function giveImplied(ground: GrantGround, object: ModelObject, sim: SimulatedObject): void {
  if (object.on.kind !== 'schema') return;
  const { access, graph } = ground;
  for (const role of graph.names) {
    if (access.stated.has(role) || role === sim.owner()) continue;
    for (const [privilege, reason] of ground.implied(role, object)) {
      const held = heldBy(graph, access.database, role);
      const has = sim.grants().some((one) => one.privilege === privilege && held(one));
      if (!has) sim.grant({ grantee: role, column: null, privileges: [privilege] }, reason);
    }
  }
}

/**
 * One object from today's grants to the intended ones: surplus taken from whoever the policy speaks of, by its actual grantor;
 * grant options likewise; what that took from others given back by the owner; then what is missing.
 */
export function settleGrants(ground: GrantGround, object: ModelObject, sim: SimulatedObject): void {
  takeSurplus(ground, object, sim);
  takeGrantOptions(ground, object, sim);
  restoreOthers(ground, object, sim);
  narrowOthers(ground, object, sim);
  giveMissing(ground, object, sim);
  giveImplied(ground, object, sim);
}
