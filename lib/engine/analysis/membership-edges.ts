import type { RoleRow } from '../inventory/sections/roles.ts';
import type { ClusterFacts } from './facts.ts';
import { type Closure, closureOf } from './role-graph-closure.ts';

/** Its one member is the owner of the current database, by no row of any catalog; it can be granted to nobody. */
export const databaseOwnerRole = 'pg_database_owner';

/** Which hops count: those that pass privileges on, those that allow SET ROLE, or any membership whatever its options. */
export type MembershipKind = 'inherit' | 'set' | 'member';

type Edges = readonly (readonly number[])[];

/** Memberships as a graph over role numbers, with closures computed when first asked for. */
export interface Membership {
  readonly major: number;
  readonly roles: ReadonlyMap<string, RoleRow>;
  readonly names: readonly string[];
  readonly numberOf: ReadonlyMap<string, number>;
  /** From member to role. */
  edges(how: MembershipKind): Edges;
  /** From role to member. */
  back(how: MembershipKind): Edges;
  /** Roles reached from each role. */
  up(how: MembershipKind): Closure;
  /** Roles that reach each role. */
  down(how: MembershipKind): Closure;
  /** Roles of which the holder has ADMIN OPTION by a row of its own. */
  readonly adminOf: ReadonlyMap<string, ReadonlySet<string>>;
}

function lazily<Key, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const hit = known.get(key);
    if (hit !== undefined) return hit;
    const value = compute(key);
    known.set(key, value);
    return value;
  };
}

function reversed(edges: Edges): number[][] {
  const back: number[][] = edges.map(() => []);
  edges.forEach((targets, from) => {
    for (const to of targets) back[to]?.push(from);
  });
  return back;
}

/** Several rows of one pair (since 16, one per grantor) are OR-ed by being the same edge. */
export function membershipEdges(facts: ClusterFacts): Membership {
  const roles = new Map(facts.read('roles').map((row) => [row.name, row]));
  const names = [...roles.keys()].sort();
  const numberOf = new Map(names.map((name, number) => [name, number]));
  const adminOf = new Map<string, Set<string>>();
  const sets: { readonly [How in MembershipKind]: Set<number>[] } = {
    inherit: names.map(() => new Set()),
    set: names.map(() => new Set()),
    member: names.map(() => new Set()),
  };
  for (const row of facts.read('memberships')) {
    const [member, role] = [numberOf.get(row.member), numberOf.get(row.role)];
    if (member === undefined || role === undefined) continue;
    sets.member[member]?.add(role);
    if (row.inheritOption) sets.inherit[member]?.add(role);
    if (row.setOption) sets.set[member]?.add(role);
    if (!row.adminOption) continue;
    const administered = adminOf.get(row.member) ?? new Set();
    adminOf.set(row.member, administered.add(row.role));
  }
  const edges = lazily((how: MembershipKind): Edges => sets[how].map((targets) => [...targets]));
  const back = lazily((how: MembershipKind): Edges => reversed(edges(how)));
  return {
    major: Math.floor(facts.inventory.server.versionNum / 10_000),
    roles,
    names,
    numberOf,
    edges,
    back,
    up: lazily((how: MembershipKind) => closureOf(edges(how))),
    down: lazily((how: MembershipKind) => closureOf(back(how))),
    adminOf,
  };
}
