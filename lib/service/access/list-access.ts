import type { AccessObject } from '../../engine/analysis/access-object.ts';
import type { AccessHow } from '../../engine/analysis/access-path.ts';
import { type DatabaseAccess, databaseAccess } from '../../engine/analysis/effective-privileges.ts';
import type { DatabaseFacts } from '../../engine/analysis/facts.ts';
import { memo } from '../../engine/analysis/memo.ts';
import { hasBit } from '../../engine/analysis/role-graph-closure.ts';
import type { Gap } from '../../engine/model/gap.ts';
import { type GrantableKind, grantableKinds } from '../../engine/model/object-ref.ts';
import type { Privilege } from '../../engine/model/privilege.ts';
import { orGap } from '../snapshot/or-gap.ts';
import { mentions, type Page, pageOf } from '../snapshot/page-of.ts';
import type { AccessQuery } from './access-query.ts';
import { groupOf, type RoleOverview } from './role-diagram.ts';

/** One privilege a role has on an object. */
export interface HeldPrivilege {
  readonly privilege: Privilege;
  readonly how: AccessHow;
  readonly grantable: boolean;
}

/** An object as pages name it. */
export interface ObjectName {
  readonly kind: GrantableKind;
  readonly schema: string | null;
  readonly name: string;
  readonly column: string | null;
  readonly signature: string | null;
}

export interface ObjectAccess extends ObjectName {
  readonly held: readonly HeldPrivilege[];
}

export interface RoleAccess {
  readonly role: string;
  readonly group: RoleOverview['group'];
  readonly held: readonly HeldPrivilege[];
}

const pageSize = 50;
const system = /^(pg_catalog|information_schema|pg_toast.*)$/;

const nameOf = ({ kind, schema, name, column, signature }: AccessObject): ObjectName => ({
  kind,
  schema,
  name,
  column,
  signature,
});

/** What the snapshot has of the database, in the order of the pages, and what it could not read. */
export interface KnownObjects {
  readonly objects: readonly AccessObject[];
  readonly gaps: readonly { readonly kind: GrantableKind; readonly gap: Gap }[];
}

/** Everything that could be read, kind by kind, once per snapshot. Throws `UnreadSection` without `roles` and `memberships`. */
export const knownObjects = memo((database: DatabaseFacts): KnownObjects => {
  const access = databaseAccess(database);
  const objects: AccessObject[] = [];
  const gaps: { kind: GrantableKind; gap: Gap }[] = [];
  for (const kind of grantableKinds) {
    const read = orGap(() => [...access.objects([kind])]);
    if (read.gap) gaps.push({ kind, gap: read.gap });
    else for (const object of read.value) objects.push(object);
  }
  return { objects, gaps };
});

/** Objects the address leaves, by kind, schema and text. */
export function objectsLeft(database: DatabaseFacts, query: AccessQuery): readonly AccessObject[] {
  return knownObjects(database).objects.filter(
    (object) =>
      (query.kind.length === 0 || query.kind.includes(object.kind)) &&
      (query.system === 'show' || !isSystem(object)) &&
      mentions(query.q, object.name, object.schema, object.column),
  );
}

/** What comes with the server: its schemas and what is in them, its languages. */
function isSystem({ kind, schema, name }: AccessObject): boolean {
  return system.test(kind === 'schema' ? name : (schema ?? ''));
}

/** Everything the role has on the object; `own`: for a column, what its relation does not grant already. */
function heldBy(
  access: DatabaseAccess,
  object: AccessObject,
  position: number,
  part: 'own' | 'whole',
): readonly HeldPrivilege[] {
  return access.privilegesOf(object.kind).flatMap((privilege) => {
    const sets = access.sets(object, privilege);
    const now = hasBit(sets.held, position);
    if (!now && !hasBit(sets.reachable, position)) return [];
    const { relation } = object;
    if (part === 'own' && relation) {
      const already = access.sets(relation, privilege);
      if (hasBit(now ? already.held : already.reachable, position)) return [];
    }
    return [{ privilege, how: now ? 'inherited' : 'set-role', grantable: hasBit(sets.grantable, position) }];
  });
}

const asked = (held: readonly HeldPrivilege[], { privilege, how }: AccessQuery) =>
  held.filter(
    (one) =>
      (privilege.length === 0 || privilege.includes(one.privilege)) &&
      (how === 'both' || (how === 'now') === (one.how === 'inherited')),
  );

type Held = ReadonlyMap<AccessObject, readonly HeldPrivilege[]>;

/** What a role has, for the roles looked at last: turning a page or a filter asks nothing again. */
const heldByRole = memo((_: DatabaseFacts) => new Map<string, Held>());

function everythingOf(database: DatabaseFacts, role: string, position: number): Held {
  const known = heldByRole(database);
  const hit = known.get(role);
  if (hit) return hit;
  const access = databaseAccess(database);
  const held = new Map<AccessObject, readonly HeldPrivilege[]>();
  for (const object of knownObjects(database).objects) {
    const own = heldBy(access, object, position, 'own');
    if (own.length > 0) held.set(object, own);
  }
  if (known.size >= 4) known.clear();
  known.set(role, held);
  return held;
}

/** What one role can do in the database. Null: there is no such role. */
export function accessOfRole(database: DatabaseFacts, query: AccessQuery): Page<ObjectAccess> | null {
  const position = databaseAccess(database).graph.position(query.role);
  if (position === undefined) return null;
  const everything = everythingOf(database, query.role, position);
  const found = objectsLeft(database, query).flatMap((object) => {
    const held = asked(everything.get(object) ?? [], query);
    return held.length === 0 ? [] : [{ ...nameOf(object), held }];
  });
  return pageOf(found, query.page, pageSize);
}

const order: readonly RoleOverview['group'][] = ['login', 'group', 'superuser', 'predefined'];

/** Privileges that every role has, those made later too. */
export function heldByPublic(database: DatabaseFacts, object: AccessObject): readonly Privilege[] {
  const access = databaseAccess(database);
  return access
    .privilegesOf(object.kind)
    .filter((privilege) =>
      access.grounds(object, privilege).some(({ grantee, banned }) => grantee === null && !banned),
    );
}

/** Who can do what with one object: login roles first, then groups, superusers and what comes with the server. */
export function accessToObject(
  database: DatabaseFacts,
  object: AccessObject,
  query: AccessQuery,
): Page<RoleAccess> {
  const access = databaseAccess(database);
  const found = access.graph.names.flatMap((role, position) => {
    if (!mentions(query.q, role)) return [];
    const held = asked(heldBy(access, object, position, 'whole'), query);
    const row = access.graph.roles.get(role);
    return held.length === 0 || !row ? [] : [{ role, group: groupOf(row), held }];
  });
  found.sort((a, b) => order.indexOf(a.group) - order.indexOf(b.group));
  return pageOf(found, query.page, pageSize);
}

/** Objects to choose from. */
export function listObjects(database: DatabaseFacts, query: AccessQuery): Page<ObjectName> {
  const { rows, ...page } = pageOf(objectsLeft(database, query), query.page, pageSize);
  return { ...page, rows: rows.map(nameOf) };
}
