import type { Inventory } from '../inventory/inventory.ts';
import { audiencesIn, type SparseBits } from './access-audience.ts';
import type { AccessObject } from './access-object.ts';
import { effectiveAcl } from './acl.ts';
import type { DatabaseAccess } from './effective-privileges.ts';
import { predefinedHolders } from './predefined-access.ts';

/** What of roles and memberships decides who holds what; attributes such as LOGIN and ADMIN OPTION do not. */
function decisive({ cluster, server }: Inventory): string {
  const { roles, memberships, databases } = cluster;
  if ('gap' in roles || 'gap' in memberships || 'gap' in databases) return '';
  const since16 = server.versionNum >= 160_000;
  return JSON.stringify([
    roles.rows.map(({ name, superuser, inherit }) => [name, superuser, since16 || inherit]),
    memberships.rows
      .filter(({ inheritOption, setOption }) => inheritOption || setOption)
      .map(({ role, member, inheritOption, setOption }) => [role, member, inheritOption, setOption]),
    databases.rows.map(({ name, owner }) => [name, owner]),
  ]);
}

function rolesDiffer(before: Inventory, after: Inventory): boolean {
  const [was, is] = [before.cluster, after.cluster];
  if (was.roles === is.roles && was.memberships === is.memberships && was.databases === is.databases)
    return false;
  return decisive(before) !== decisive(after);
}

const unchecked = ({ cluster: { settings } }: Inventory) =>
  'rows' in settings && settings.rows.find((row) => row.name === 'lo_compat_privileges')?.value;

const sameBits = (one: SparseBits, other: SparseBits): boolean =>
  one.at.length === other.at.length &&
  one.at.every((at, index) => at === other.at[index] && one.words[index] === other.words[index]);

/** Grantees whose privileges come to others than before; null for all of them. */
function otherAudiences(
  seenFrom: string | null,
  one: DatabaseAccess,
  other: DatabaseAccess,
): ReadonlySet<string> | null {
  const { names } = one.graph;
  if (names.length !== other.graph.names.length || names.some((name, at) => name !== other.graph.names[at]))
    return null;
  const [was, is] = [one, other].map(({ graph }) => audiencesIn(graph, seenFrom ?? undefined));
  if (!was || !is) return null;
  const same = (name: string | null) => {
    const [a, b] = name === null ? [was.superusers, is.superusers] : [was.of(name), is.of(name)];
    return sameBits(a.heirs, b.heirs) && sameBits(a.reachers, b.reachers);
  };
  if (!same(null)) return null;
  return new Set(names.filter((name) => !same(name)));
}

/**
 * Which objects may be held by others although they are the same themselves, because roles are not; null where roles are.
 * `seenFrom` is the database, which decides who `pg_database_owner` is.
 */
export function concernedObjects(
  before: Inventory,
  after: Inventory,
  seenFrom: string | null,
  one: DatabaseAccess,
  other: DatabaseAccess,
): ((object: AccessObject) => boolean) | null {
  const everyObject = () => true;
  if (unchecked(before) !== unchecked(after)) return everyObject;
  if (!rolesDiffer(before, after)) return null;
  const changed = otherAudiences(seenFrom, one, other);
  if (changed === null) return everyObject;
  const major = Math.trunc(before.server.versionNum / 10_000);
  const lists = (object: AccessObject): boolean =>
    changed.has(object.owner) ||
    effectiveAcl(object.acl, object.kind, object.owner, major).some(
      ({ grantee }) => typeof grantee === 'string' && changed.has(grantee),
    ) ||
    (object.relation !== null && lists(object.relation));
  return (object) =>
    lists(object) ||
    one
      .privilegesOf(object.kind)
      .some((privilege) =>
        predefinedHolders(object.kind, privilege, major).some((name) => changed.has(name)),
      );
}
