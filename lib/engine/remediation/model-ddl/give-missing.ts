import { privilegesOf } from '../../analysis/acl-privileges.ts';
import { columnsOf } from '../../controls/grants/by-relation.ts';
import type { Grantee, Privilege } from '../../model/privilege.ts';
import { byPredefined, type GrantGround, heldBy, isRelation } from './grant-ground.ts';
import type { ModelObject } from './model-objects.ts';
import type { SimulatedObject } from './simulated-object.ts';

/** PUBLIC, and the roles whose privileges on this object are stated whole, as long as they do not own it. */
function statedOn({ access, graph }: GrantGround, sim: SimulatedObject): readonly Grantee[] {
  const reach = (role: string) => graph.inherits(role, access.database).size;
  // Groups first: what they have their members need not be given by name; and everybody before all.
  const roles = [...access.stated]
    .filter((role) => role !== sim.owner() && graph.roles.get(role)?.superuser === false)
    .sort((a, b) => reach(a) - reach(b) || (a < b ? -1 : 1));
  return [null, ...roles];
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

export function narrowOthers(ground: GrantGround, object: ModelObject, sim: SimulatedObject): void {
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
    const skipped = named ? null : ground.skips(role, object);
    if (may.length > 0 && (skipped !== null || (object.indirect && !named))) {
      if (skipped?.say && !may.every(has)) ground.warn(skipped.say);
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

/** Owners whose objects stand in a schema, who are not stated, and lose the way to them. */
export function giveImplied(ground: GrantGround, object: ModelObject, sim: SimulatedObject): void {
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
