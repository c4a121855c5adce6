import type { RoleRow } from '../inventory/sections/roles.ts';
import type { ClusterFacts } from './facts.ts';
import {
  databaseOwnerRole,
  type Membership,
  type MembershipKind,
  membershipEdges,
} from './membership-edges.ts';
import { memo } from './memo.ts';
import {
  addBit,
  addBits,
  type Bits,
  emptyBits,
  hasBit,
  members,
  shortestPath,
} from './role-graph-closure.ts';

/**
 * Who belongs to whom, three closures kept apart (`roles_is_member_of` in `utils/adt/acl.c`).
 *
 * Everything here follows from memberships alone: a superuser may use every role without being a member of any, so ask
 * `roles.get(role)?.superuser` as well where that matters. Attributes (SUPERUSER, BYPASSRLS, CREATEROLE …) never pass
 * along a membership, but `SET ROLE` puts them on.
 *
 * `database` decides who `pg_database_owner` is: the owner of the database one is connected to. Without it that role
 * has no member. A role that does not exist has no relation to any, itself included.
 */
export interface RoleGraph {
  readonly roles: ReadonlyMap<string, RoleRow>;
  /** Roles whose privileges `role` has now, itself included. */
  inherits(role: string, database?: string): ReadonlySet<string>;
  /** Roles that a session of `role` may `SET ROLE` to, itself included. */
  settable(role: string, database?: string): ReadonlySet<string>;
  /** Roles it is a member of, directly or not, whatever the options, without itself: what `+role` of pg_hba looks at. */
  memberOf(role: string, database?: string): ReadonlySet<string>;
  /** The other way round: every direct and indirect member of `role`, whatever the options, without itself. */
  membersOf(role: string, database?: string): ReadonlySet<string>;
  /**
   * Roles that `role` could grant to itself, by ADMIN OPTION or CREATEROLE and the rules of its major. For
   * non-superusers; a superuser needs none of it.
   */
  administers(role: string): ReadonlySet<string>;
  /** Roles it has ADMIN OPTION of, itself or by any role it is a member of: enough for ALTER ROLE (`is_admin_of_role`). */
  adminOptions(role: string): ReadonlySet<string>;
  /** Shortest way along hops of that kind, both ends included, or `null`. */
  path(from: string, to: string, how: MembershipKind, database?: string): readonly string[] | null;
  /** Whether there is such a way; `from` itself counts. Constant time. */
  reaches(from: string, to: string, how: MembershipKind, database?: string): boolean;
  /** Every role that reaches `to`, itself included, as positions in `names`. Shared: do not change it. */
  reachersOf(to: string, how: MembershipKind, database?: string): Bits;
  /** Direct members of each role, by position. */
  directMembers(how: MembershipKind, database?: string): readonly (readonly number[])[];
  /** Role names, sorted by code unit; a role's position here is its number in bit sets. */
  readonly names: readonly string[];
  position(role: string): number | undefined;
}

/** The role graph of a cluster, computed once per facts. Throws `UnreadSection` without `roles` and `memberships`. */
export const roleGraph: (facts: ClusterFacts) => RoleGraph = memo((facts: ClusterFacts): RoleGraph => {
  const membership: Membership = membershipEdges(facts);
  const { names, numberOf, roles } = membership;
  const ownerOf = (database: string | undefined): string | undefined =>
    database === undefined ? undefined : facts.read('databases').find((row) => row.name === database)?.owner;

  /** The owner, where it stands in for `pg_database_owner` under this kind of hop. */
  const implicitMember = (how: MembershipKind, database: string | undefined): string | undefined => {
    const owner = ownerOf(database);
    if (owner === undefined || !roles.has(databaseOwnerRole)) return undefined;
    // Before 16 inheritance hung on the member's attribute, for the implicit membership too; since 16 it always passes.
    if (how === 'inherit' && membership.major < 16 && roles.get(owner)?.inherit === false) return undefined;
    return owner;
  };

  const reaches: RoleGraph['reaches'] = (from, to, how, database) => {
    const a = numberOf.get(from);
    const b = numberOf.get(to);
    if (a === undefined || b === undefined) return false;
    const closure = membership.up(how);
    if (hasBit(closure[a] ?? emptyBits(0), b)) return true;
    if (to !== databaseOwnerRole) return false;
    const owner = implicitMember(how, database);
    return owner !== undefined && hasBit(closure[a] ?? emptyBits(0), numberOf.get(owner) ?? -1);
  };

  const reached = (role: string, how: MembershipKind, database: string | undefined): Set<string> => {
    const found = new Set<string>();
    const number = numberOf.get(role);
    if (number === undefined) return found;
    for (const at of members(membership.up(how)[number] ?? emptyBits(0))) found.add(names[at] ?? '');
    const owner = implicitMember(how, database);
    if (owner !== undefined && found.has(owner)) found.add(databaseOwnerRole);
    return found;
  };

  const reachersOf: RoleGraph['reachersOf'] = (to, how, database) => {
    const number = numberOf.get(to);
    if (number === undefined) return emptyBits(names.length);
    const found = membership.down(how)[number] ?? emptyBits(names.length);
    const owner = to === databaseOwnerRole ? implicitMember(how, database) : undefined;
    const ownerReachers = owner === undefined ? undefined : membership.down(how)[numberOf.get(owner) ?? -1];
    if (!ownerReachers) return found;
    const both = found.slice();
    addBits(both, ownerReachers);
    return both;
  };

  const directMembers: RoleGraph['directMembers'] = (how, database) => {
    const back = membership.back(how);
    const owner = numberOf.get(implicitMember(how, database) ?? '');
    const role = numberOf.get(databaseOwnerRole);
    if (owner === undefined || role === undefined) return back;
    return back.with(role, [...(back[role] ?? []), owner]);
  };

  const path: RoleGraph['path'] = (from, to, how, database) => {
    if (!reaches(from, to, how, database)) return null;
    const direct = shortestPath(membership.edges(how), numberOf.get(from) ?? -1, numberOf.get(to) ?? -1);
    if (direct) return direct.map((at) => names[at] ?? '');
    const owner = implicitMember(how, database);
    const toOwner = owner === undefined ? null : path(from, owner, how, database);
    return toOwner && [...toOwner, to];
  };

  const adminHolders = emptyBits(names.length);
  for (const holder of membership.adminOf.keys()) addBit(adminHolders, numberOf.get(holder) ?? -1);

  const administers: RoleGraph['administers'] = (role) => {
    const row = roles.get(role);
    const found = new Set<string>();
    if (!row) return found;
    // 14 and 15 accept ADMIN OPTION held by any role one is a member of (`is_admin_of_role`); since 16 the grantor must
    // be oneself or a role whose privileges one has (`select_best_admin`). Before 16 CREATEROLE needs no ADMIN OPTION.
    const above = membership.up(membership.major < 16 ? 'member' : 'inherit')[numberOf.get(role) ?? -1];
    const holders = above?.map((word, at) => word & (adminHolders[at] ?? 0)) ?? emptyBits(0);
    for (const holder of members(holders)) {
      for (const target of membership.adminOf.get(names[holder] ?? '') ?? []) found.add(target);
    }
    if (membership.major < 16 && row.createRole) for (const name of names) found.add(name);
    for (const target of found) {
      const refused =
        target === role ||
        target === databaseOwnerRole ||
        role === databaseOwnerRole ||
        roles.get(target)?.superuser !== false ||
        reaches(target, role, 'member');
      if (refused) found.delete(target);
    }
    return found;
  };

  const adminOptions = (role: string): Set<string> => {
    const found = new Set<string>();
    for (const holder of reached(role, 'member', undefined)) {
      for (const target of membership.adminOf.get(holder) ?? []) found.add(target);
    }
    return found;
  };

  const without = (found: Set<string>, role: string): Set<string> => {
    found.delete(role);
    return found;
  };

  return {
    roles,
    names,
    position: (role) => numberOf.get(role),
    inherits: (role, database) => reached(role, 'inherit', database),
    settable: (role, database) => reached(role, 'set', database),
    memberOf: (role, database) => without(reached(role, 'member', database), role),
    membersOf: (role, database) =>
      without(
        new Set(Array.from(members(reachersOf(role, 'member', database)), (at) => names[at] ?? '')),
        role,
      ),
    administers,
    adminOptions,
    path,
    reaches,
    reachersOf,
    directMembers,
  };
});
