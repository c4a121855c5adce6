import { nameOf } from '../../controls/grants/database-object.ts';
import type { Grant } from '../object-grants.ts';
import { type GrantGround, isRelation } from './grant-ground.ts';
import type { ModelObject } from './model-objects.ts';
import type { Entry, SimulatedObject } from './simulated-object.ts';

/** Why a grant is surplus, or null where it may stay. */
export function surplusOf(
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

export function takeSurplus(ground: GrantGround, object: ModelObject, sim: SimulatedObject): void {
  // Columns first, so that a table-level REVOKE takes along only what is given back.
  for (const columns of [true, false]) {
    for (;;) {
      const surplus = sim
        .grants()
        .filter((one) => (one.column !== null) === columns && sim.canRevoke(one))
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
  tellUnreachable(ground, object, sim);
}

/** Surplus that no statement takes back as things are: said by name. */
function tellUnreachable(ground: GrantGround, object: ModelObject, sim: SimulatedObject): void {
  for (const grant of sim.grants()) {
    if (sim.canRevoke(grant) || surplusOf(ground, object, sim, grant) === null) continue;
    ground.warn(
      `${grant.grantee ?? 'PUBLIC'} keeps ${grant.privilege} on ${nameOf(object.on)}: ${grant.grantor}, who granted it, has lost its own grant option or is a superuser, whose statements the server takes for those of ${sim.owner()}, the owner: it can no longer take it back. Give it the option again, or take SUPERUSER from it, first, or drop and make the object anew.`,
    );
  }
}

/** `may` says what a role may do, not that it may pass it on. */
export function takeGrantOptions(ground: GrantGround, object: ModelObject, sim: SimulatedObject): void {
  const { access, graph } = ground;
  if (object.strict === 'where-governed' && !access.governs(object.on)) return;
  for (const columns of [true, false]) {
    for (;;) {
      const options = sim
        .grants()
        .filter(
          (one) =>
            one.grantable &&
            sim.canRevoke(one) &&
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
