import type { MembershipRow } from '../../inventory/sections/memberships.ts';
import type { RoleRow } from '../../inventory/sections/roles.ts';
import type { Grantee, Privilege } from '../../model/privilege.ts';
import { type DeclaredRole, worksOnCluster } from './declared-roles.ts';
import type { IntendedAccess } from './intended-access.ts';
import type { ModelObject } from './model-objects.ts';

/** One database as memberships are judged in it. */
export interface JudgedDatabase {
  readonly access: IntendedAccess;
  readonly objects: readonly ModelObject[];
  /** Whose an object will be once ownership is as the policy has it. */
  ownerAfter(object: ModelObject): string;
}

export interface SurplusMembership {
  readonly role: string;
  readonly member: string;
  readonly why: string;
}

/** Predefined roles that open objects beyond any `may` (PostgreSQL documentation 21.5), or the server itself. */
const openers = new Set([
  'pg_read_all_data',
  'pg_write_all_data',
  'pg_maintain',
  'pg_read_server_files',
  'pg_write_server_files',
  'pg_execute_server_program',
]);

interface Holding {
  readonly object: ModelObject;
  readonly privileges: readonly Privilege[];
  readonly owns: boolean;
}

/** What each role has by name in one database, and what it owns. */
function holdingsIn({ objects, ownerAfter }: JudgedDatabase): ReadonlyMap<Grantee, readonly Holding[]> {
  const byRole = new Map<Grantee, Holding[]>();
  const add = (role: Grantee, holding: Holding) => {
    const known = byRole.get(role);
    if (known) known.push(holding);
    else byRole.set(role, [holding]);
  };
  for (const object of objects) {
    add(ownerAfter(object), { object, privileges: [], owns: true });
    for (const [role, grants] of Map.groupBy(object.grants, (one) => one.grantee)) {
      if (role === null || role === object.owner) continue;
      add(role, { object, privileges: grants.map((one) => one.privilege), owns: false });
    }
  }
  return byRole;
}

interface Judgement {
  readonly database: JudgedDatabase;
  readonly holdings: ReadonlyMap<Grantee, readonly Holding[]>;
}

const matters = ({ database: { access } }: Judgement, object: ModelObject) =>
  object.strict === 'always' || access.governs(object.on);

/** What of a role's own is beyond what the member may, in words; null where nothing is. */
function beyond(judgement: Judgement, role: string, member: string): string | null {
  const { database, holdings } = judgement;
  const { access } = database;
  const nameOf = ({ on }: ModelObject) => [on.schema, on.name].filter((part) => part !== undefined).join('.');
  for (const { object, privileges, owns } of holdings.get(role) ?? []) {
    if (!matters(judgement, object)) continue;
    if (owns) return `${role} owns ${nameOf(object)}`;
    if (access.stated.has(role)) continue;
    const may = access.may(member, object.on);
    const surplus = privileges.find((privilege) => !may.has(privilege));
    if (surplus !== undefined) return `${role} has ${surplus} on ${nameOf(object)}`;
  }
  if (!access.stated.has(role)) return null;
  for (const object of database.objects) {
    const may = access.may(member, object.on);
    const surplus = [...access.may(role, object.on)].find((privilege) => !may.has(privilege));
    if (surplus !== undefined) return `${role} may ${surplus} on ${nameOf(object)}`;
  }
  return null;
}

/**
 * Memberships that give a role more than its `may`: by INHERIT, by SET ROLE or by the ADMIN OPTION that leads to either. Roles
 * that work on the cluster keep theirs, and a migration role the owner's.
 */
export function surplusMemberships(
  declared: readonly DeclaredRole[],
  roles: readonly RoleRow[],
  memberships: readonly MembershipRow[],
  databases: readonly JudgedDatabase[],
): readonly SurplusMembership[] {
  const byName = new Map(roles.map((row) => [row.name, row]));
  const kinds = new Map(declared.map(({ name, kind }) => [name, kind]));
  const judgements = databases.map((database) => ({ database, holdings: holdingsIn(database) }));
  const groupsOf = Map.groupBy(memberships, (row) => row.member);

  /** The role and all it belongs to, as far as nobody states what they may. */
  const reached = (role: string, stop: (role: string) => boolean, seen = new Set<string>()): Set<string> => {
    if (seen.has(role)) return seen;
    seen.add(role);
    if (!stop(role)) for (const row of groupsOf.get(role) ?? []) reached(row.role, stop, seen);
    return seen;
  };

  const surplus = (role: string, member: string): string | null => {
    if (kinds.get(member) === 'migration' && kinds.get(role) === 'owner') return null;
    for (const judgement of judgements) {
      const { access } = judgement.database;
      if (!access.stated.has(member)) continue;
      const stops = (one: string) => {
        const kind = kinds.get(one);
        return access.stated.has(one) && kind !== undefined && !worksOnCluster(kind);
      };
      for (const one of reached(role, stops)) {
        if (byName.get(one)?.superuser) return `${one} is a superuser`;
        if (openers.has(one)) return `${one} opens more than any may`;
        const why = beyond(judgement, one, member);
        if (why !== null) return `${why} in ${access.database}`;
      }
    }
    return null;
  };

  return declared
    .filter(({ name, kind }) => !worksOnCluster(kind) && byName.get(name)?.superuser === false)
    .flatMap(({ name, entries }) =>
      [...new Set((groupsOf.get(name) ?? []).map((row) => row.role))].flatMap((role) => {
        const why = surplus(role, name);
        return why === null
          ? []
          : [{ role, member: name, why: `${name} may no more than ${entries[0]?.place} says, and ${why}` }];
      }),
    );
}
