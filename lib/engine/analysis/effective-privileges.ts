import { compareText } from '../model/compare-text.ts';
import type { GrantableKind, ObjectRef } from '../model/object-ref.ts';
import { grantableKinds } from '../model/object-ref.ts';
import type { Privilege } from '../model/privilege.ts';
import { audiencesIn } from './access-audience.ts';
import { type AccessRules, aclReader, eachGround, type Ground, groundsOf } from './access-grounds.ts';
import {
  type AccessObject,
  clusterKinds,
  clusterObjects,
  databaseObjects,
  familyOf,
  type ObjectFamily,
  objectKey,
  refKey,
  ungrantedParameter,
} from './access-object.ts';
import { type AccessPaths, accessPaths } from './access-path.ts';
import { type AccessSets, accessSetFinder } from './access-sets.ts';
import { type Via, type ViaFinder, viaFinder } from './access-via.ts';
import { privilegesOf } from './acl-privileges.ts';
import type { ClusterFacts, DatabaseFacts } from './facts.ts';
import { memo } from './memo.ts';
import { type RoleGraph, roleGraph } from './role-graph.ts';
import { hasBit, members } from './role-graph-closure.ts';

/** A role that holds a privilege, and by which way (see `Via`). */
export interface Holder {
  readonly role: string;
  readonly via: Via;
  /** Holds it WITH GRANT OPTION now. */
  readonly grantable: boolean;
}

/** An object that has an access control list. */
export type GrantableRef = ObjectRef & { readonly kind: GrantableKind };

/**
 * Effective privileges, computed from one snapshot and equal to the server's own `has_*_privilege` there
 * (`access.oracle.test.ts`). Asking for an object of an unread section throws `UnreadSection`, asking for one that is
 * not in the snapshot `RangeError`; a column without an ACL of its own has its relation's privileges.
 */
export interface DatabaseAccess {
  /** What `has_*_privilege` answers for the role: what it may do now, without `SET ROLE`. */
  has(role: string, object: GrantableRef, privilege: Privilege): boolean;
  /** The same WITH GRANT OPTION, which every owner has implicitly. */
  hasGrantOption(role: string, object: GrantableRef, privilege: Privilege): boolean;
  /** Roles that hold it now, sorted by name, superusers included. */
  holders(object: GrantableRef, privilege: Privilege): readonly Holder[];
  /** Roles that do not, but would after a `SET ROLE` they may make. */
  reachers(object: GrantableRef, privilege: Privilege): readonly Holder[];
  /** Every object of these kinds (all by default), by kind in the contract's order and then by name. */
  objects(kinds?: readonly GrantableKind[]): Generator<AccessObject>;
  /** Privileges that exist for a kind on this server. */
  privilegesOf(kind: GrantableKind): readonly Privilege[];
  find(ref: GrantableRef): AccessObject | undefined;
  grounds(object: AccessObject, privilege: Privilege): readonly Ground[];
  sets(object: AccessObject, privilege: Privilege): AccessSets;
  readonly graph: RoleGraph;
  readonly paths: AccessPaths;
  readonly via: ViaFinder;
}

type ReadObjects = (
  family: ObjectFamily,
  relations: () => ReadonlyMap<string, AccessObject>,
) => readonly AccessObject[];

function accessTo(
  facts: ClusterFacts,
  database: string | undefined,
  read: ReadObjects,
  kinds: readonly GrantableKind[],
): DatabaseAccess {
  const major = Math.floor(facts.inventory.server.versionNum / 10_000);
  const graph = roleGraph(facts);
  const paths = accessPaths(graph, database);
  const via = viaFinder(graph, paths);
  const aclOf = aclReader(major);
  const rules: AccessRules = {
    major,
    largeObjectsUnchecked: () =>
      facts.read('settings').some((row) => row.name === 'lo_compat_privileges' && row.value === 'on'),
  };

  const families = new Map<ObjectFamily, ReadonlyMap<string, AccessObject>>();
  const family = (name: ObjectFamily): ReadonlyMap<string, AccessObject> => {
    const known = families.get(name);
    if (known) return known;
    const objects = new Map(
      read(name, () => family('relation')).map((object) => [objectKey(object), object]),
    );
    families.set(name, objects);
    return objects;
  };

  const sorted = (kind: GrantableKind): AccessObject[] =>
    [...family(familyOf(kind))]
      .filter(([, object]) => object.kind === kind)
      .sort(([one], [other]) => compareText(one, other))
      .map(([, object]) => object);

  const find = (ref: GrantableRef): AccessObject | undefined => {
    const found = family(familyOf(ref.kind)).get(refKey(ref));
    if (!found && ref.kind === 'parameter') return ungrantedParameter(ref.name ?? '');
    if (found || ref.kind !== 'column') return found;
    return family('relation').get(
      refKey({ ...ref, kind: 'table', name: ref.name ?? ref.relation, column: undefined }),
    );
  };
  const named = (ref: GrantableRef): AccessObject => {
    const object = find(ref);
    if (object) return object;
    throw new RangeError(`no such ${ref.kind} in this snapshot`);
  };

  const grounds = (object: AccessObject, privilege: Privilege) => groundsOf(object, privilege, aclOf, rules);
  const sets = accessSetFinder(graph.names.length, audiencesIn(graph, database), (object, privilege, visit) =>
    eachGround(object, privilege, aclOf, rules, visit),
  );
  const inheritsFrom = (role: string, grantee: string | null) =>
    grantee === null ? graph.roles.has(role) : graph.reaches(role, grantee, 'inherit', database);

  const hold = (ref: GrantableRef, privilege: Privilege, how: 'inherited' | 'set-role'): Holder[] => {
    const object = named(ref);
    const why = grounds(object, privilege);
    const { held, reachable, grantable } = sets(object, privilege);
    const holders: Holder[] = [];
    for (const position of members(how === 'inherited' ? held : reachable)) {
      if (how === 'set-role' && hasBit(held, position)) continue;
      holders.push({
        role: graph.names[position] ?? '',
        via: via.shortest(position, why, how) ?? [],
        grantable: hasBit(grantable, position),
      });
    }
    return holders;
  };

  return {
    has: (role, ref, privilege) => {
      const object = named(ref);
      if (!privilegesOf(object.kind, major).includes(privilege)) return false;
      if (graph.roles.get(role)?.superuser) return true;
      return grounds(object, privilege).some(
        (ground) => !ground.banned && inheritsFrom(role, ground.grantee),
      );
    },
    hasGrantOption: (role, ref, privilege) => {
      const object = named(ref);
      if (!privilegesOf(object.kind, major).includes(privilege)) return false;
      if (graph.roles.get(role)?.superuser || inheritsFrom(role, object.owner)) return true;
      return grounds(object, privilege).some(
        (ground) => ground.grantOption && inheritsFrom(role, ground.grantee),
      );
    },
    holders: (ref, privilege) => hold(ref, privilege, 'inherited'),
    reachers: (ref, privilege) => hold(ref, privilege, 'set-role'),
    *objects(wanted = kinds) {
      for (const kind of grantableKinds) {
        if (!wanted.includes(kind)) continue;
        yield* sorted(kind);
      }
    },
    privilegesOf: (kind) => privilegesOf(kind, major),
    find,
    grounds,
    sets,
    graph,
    paths,
    via,
  };
}

/** Access to everything in one database, and to databases, tablespaces and parameters as seen from it. */
export const databaseAccess: (database: DatabaseFacts) => DatabaseAccess = memo((database: DatabaseFacts) =>
  accessTo(
    database.cluster,
    database.name,
    (family, relations) => databaseObjects(database, family, relations),
    grantableKinds,
  ),
);

/** Access to databases, tablespaces and parameters seen from no database: `pg_database_owner` has no member. */
export const clusterAccess: (facts: ClusterFacts) => DatabaseAccess = memo((facts: ClusterFacts) =>
  accessTo(facts, undefined, (family) => clusterObjects(facts, family), clusterKinds),
);
