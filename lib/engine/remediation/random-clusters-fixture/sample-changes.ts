import type { Choices } from '../../analysis/access-oracle-fixture/choices.ts';
import { privilegesOf } from '../../analysis/acl-privileges.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { Change, DefaultPrivilegeObjects, RoleAttributes } from '../../model/change.ts';
import type { GrantableKind, ObjectRef } from '../../model/object-ref.ts';
import { defaultAclKinds } from '../default-acl-kinds.ts';
import { type Grant, grantsOn } from '../object-grants.ts';
import { clusterRows, databaseRows, majorOf } from '../prior.ts';

const database = 'shop';

/** Every object of the database that can be granted on, the customer's and some of the system's. */
function objectsOf(inventory: Inventory): readonly ObjectRef[] {
  const rows = <Name extends Parameters<typeof databaseRows>[2]>(name: Name) =>
    databaseRows(inventory, database, name);
  const ours = (row: { schema: string }) => row.schema.startsWith('s') && row.schema !== 'sys';
  const alone = (kind: GrantableKind, names: readonly string[]) =>
    names.map((name): ObjectRef => ({ kind, database, name }));
  return [
    ...rows('relations')
      .filter((row) => ours(row) || ['pg_authid', 'pg_class', 'pg_settings'].includes(row.name))
      .map((row): ObjectRef => ({ kind: row.kind, database, schema: row.schema, name: row.name })),
    ...rows('routines')
      .filter((row) => ours(row) || row.name === 'pg_read_file')
      .map((row): ObjectRef => {
        const { schema, name, signature } = row;
        return {
          kind: row.kind === 'procedure' ? 'procedure' : 'function',
          database,
          schema,
          name,
          signature,
        };
      }),
    ...rows('types')
      .filter((row) => ours(row) && row.kind !== 'multirange')
      .map((row): ObjectRef => ({ kind: 'type', database, schema: row.schema, name: row.name })),
    ...alone('schema', ['s1', 's 2', 'public']),
    ...alone('language', ['plpgsql', 'sql']),
    ...alone('foreign-server', ['srv']),
    ...alone('foreign-data-wrapper', ['wrapper']),
    ...alone('large-object', ['4711', '4712']),
    ...alone('database', ['shop', 'postgres']).map(({ database: _, ...on }) => on),
    ...alone('tablespace', ['space']).map(({ database: _, ...on }) => on),
    ...clusterRows(inventory.cluster['parameter-acls']).map(
      (row): ObjectRef => ({ kind: 'parameter', name: row.name }),
    ),
  ];
}

function onColumn(on: ObjectRef, grant: Grant): ObjectRef {
  return grant.column === null ? on : { ...on, kind: 'column', column: grant.column };
}

/** Grants are taken as they stand, owners' own included: somebody chose which one to take back. */
function revoke(choose: Choices, inventory: Inventory, objects: readonly ObjectRef[]): Change | null {
  const on = choose.one(objects);
  const grants = grantsOn(inventory, on)?.grants ?? [];
  if (grants.length === 0) return null;
  const grant = choose.one(grants);
  const alike = grants.filter(
    (one) => one.grantee === grant.grantee && one.grantor === grant.grantor && one.column === grant.column,
  );
  const chosen = choose.some(alike, 0.6).filter((one) => one !== grant);
  const optionOnly = grant.grantable && choose.chance(0.25);
  const privileges = [grant, ...chosen]
    .filter((one) => !optionOnly || one.grantable)
    .map((one) => one.privilege);
  return {
    do: 'revoke',
    privileges: [...new Set(privileges)],
    on: onColumn(on, grant),
    from: grant.grantee,
    grantor: grant.grantor,
    ...(optionOnly ? { grantOptionOnly: true } : {}),
  };
}

function grant(choose: Choices, inventory: Inventory, objects: readonly ObjectRef[]): Change | null {
  const on = choose.one(objects);
  const prior = grantsOn(inventory, on);
  if (prior === null) return null;
  const grantor = choose.chance(0.5)
    ? prior.grants.find((one) => one.grantable && one.column === null)
    : undefined;
  const all = privilegesOf(on.kind as GrantableKind, majorOf(inventory));
  const privileges = grantor ? [grantor.privilege] : choose.some(all, 0.4);
  const role = choose.one(clusterRows(inventory.cluster.roles).filter((one) => one.oid >= 16384)).name;
  if (privileges.length === 0) return null;
  const to = choose.chance(0.2) ? null : role;
  return {
    do: 'grant',
    privileges,
    on,
    to,
    grantor: grantor && typeof grantor.grantee === 'string' ? grantor.grantee : prior.owner,
    withGrantOption: to !== null && choose.chance(0.3),
  };
}

function membership(choose: Choices, inventory: Inventory): Change | null {
  const rows = clusterRows(inventory.cluster.memberships);
  if (rows.length === 0) return null;
  const { role, member, grantor, ...options } = choose.one(rows);
  const since16 = majorOf(inventory) >= 16;
  const held = [
    ...(options.adminOption ? (['ADMIN'] as const) : []),
    ...(since16 && options.inheritOption ? (['INHERIT'] as const) : []),
    ...(since16 && options.setOption ? (['SET'] as const) : []),
  ];
  const option = held.length > 0 && choose.chance(0.3) ? choose.one(held) : undefined;
  return {
    do: 'revoke-membership',
    role,
    member,
    grantor: since16 ? grantor : null,
    ...(option === undefined ? {} : { option }),
  };
}

function attributes(choose: Choices, inventory: Inventory): Change | null {
  const row = choose.one(clusterRows(inventory.cluster.roles).filter((one) => !one.name.startsWith('pg_')));
  const flipped: Partial<Record<keyof RoleAttributes, boolean | number | string>> = {};
  for (const key of choose.some(
    ['superuser', 'createRole', 'createDatabase', 'replication', 'bypassRls', 'inherit', 'login'] as const,
    0.3,
  ))
    flipped[key] = !row[key];
  if (choose.chance(0.3)) flipped.connectionLimit = row.connectionLimit === 7 ? 8 : 7;
  if (choose.chance(0.3)) flipped.validUntil = '2031-05-06T07:08:09Z';
  if (Object.keys(flipped).length === 0) return null;
  return { do: 'alter-role', role: row.name, attributes: flipped as RoleAttributes };
}

function defaultPrivileges(choose: Choices, inventory: Inventory): Change | null {
  const roles = clusterRows(inventory.cluster.roles).filter((one) => one.oid >= 16384);
  const rows = databaseRows(inventory, database, 'default-acls');
  const row = rows.length > 0 && choose.chance(0.7) ? choose.one(rows) : null;
  const kinds: readonly DefaultPrivilegeObjects[] = ['TABLES', 'SEQUENCES', 'FUNCTIONS', 'TYPES'];
  const objects = row?.objects ?? choose.one(kinds);
  const privileges = choose.some(privilegesOf(defaultAclKinds[objects], majorOf(inventory)), 0.6);
  if (privileges.length === 0) return null;
  const grantee = choose.chance(0.4) ? null : choose.one(roles).name;
  const action = choose.chance(0.6) ? 'revoke' : 'grant';
  return {
    do: 'default-privileges',
    action,
    forRole: row?.role ?? choose.one(roles).name,
    inSchema: row ? row.schema : choose.chance(0.3) ? 's1' : null,
    objects,
    privileges,
    grantee,
    ...(action === 'grant' && grantee !== null && choose.chance(0.3) ? { withGrantOption: true } : {}),
  };
}

/** One change or several, as controls might offer them on this cluster. */
export function sampleChanges(choose: Choices, inventory: Inventory): readonly Change[] {
  const objects = objectsOf(inventory);
  // On one object, changes meet: cascades into each other, columns and their table.
  const near = choose.chance(0.5) ? [choose.one(objects)] : objects;
  const count = choose.chance(0.5) ? 1 : 2 + choose.below(5);
  const changes: Change[] = [];
  for (let at = 0; at < count * 4 && changes.length < count; at++) {
    const roll = choose.below(10);
    const change =
      roll < 5
        ? revoke(choose, inventory, near)
        : roll < 6
          ? grant(choose, inventory, near)
          : roll < 8
            ? membership(choose, inventory)
            : roll < 9
              ? attributes(choose, inventory)
              : defaultPrivileges(choose, inventory);
    if (change !== null) changes.push(change);
  }
  return changes;
}
