import type { Choices } from '../../../analysis/access-oracle-fixture/choices.ts';
import { effectiveAcl } from '../../../analysis/acl.ts';
import { privilegesOf } from '../../../analysis/acl-privileges.ts';
import type { Inventory } from '../../../inventory/inventory.ts';
import type { Change, DefaultPrivilegeObjects } from '../../../model/change.ts';
import type { GrantableKind, ObjectRef } from '../../../model/object-ref.ts';
import { defaultAclKinds } from '../../default-acl-kinds.ts';
import { clusterRows, databaseRows, majorOf } from '../../prior.ts';

/** An object of the random cluster that can be granted on. */
interface Target {
  readonly on: ObjectRef & { readonly kind: GrantableKind };
  readonly owner: string;
  readonly acl: readonly string[] | null;
}

const database = 'shop';
const system = new Set(['pg_authid', 'pg_class', 'pg_settings', 'sql_features', 'lower', 'pg_read_file']);
const inside = (row: { readonly schema: string; readonly name: string }) =>
  ['s1', 's 2'].includes(row.schema) || system.has(row.name);

/** Everything the generator grants on (`access-oracle-fixture/random-grants.ts`), as the snapshot has it now. */
export function targetsIn(inventory: Inventory): readonly Target[] {
  const relations = databaseRows(inventory, database, 'relations').filter(inside);
  const owners = new Map(relations.map((row) => [`${row.schema}\0${row.name}`, row.owner]));
  return [
    ...relations.map(
      ({ kind, schema, name, owner, acl }): Target => ({ on: { kind, database, schema, name }, owner, acl }),
    ),
    ...databaseRows(inventory, database, 'columns')
      .filter((row) => row.acl !== null || ['s1', 's 2'].includes(row.schema))
      .flatMap((row): Target[] => {
        const owner = owners.get(`${row.schema}\0${row.relation}`);
        if (owner === undefined) return [];
        const { schema, relation: name, name: column, acl } = row;
        return [{ on: { kind: 'column', database, schema, name, column }, owner, acl }];
      }),
    ...databaseRows(inventory, database, 'routines')
      .filter(inside)
      .map(
        ({ schema, name, signature, owner, acl, kind }): Target => ({
          on: { kind: kind === 'procedure' ? 'procedure' : 'function', database, schema, name, signature },
          owner,
          acl,
        }),
      ),
    ...databaseRows(inventory, database, 'types')
      .filter(inside)
      .map(
        ({ schema, name, owner, acl }): Target => ({
          on: { kind: 'type', database, schema, name },
          owner,
          acl,
        }),
      ),
    ...(['schemas', 'languages', 'foreign-servers', 'foreign-data-wrappers'] as const).flatMap((section) =>
      databaseRows(inventory, database, section).map(
        ({ name, owner, acl }): Target => ({
          on: { kind: section.slice(0, -1) as 'schema', database, name },
          owner,
          acl,
        }),
      ),
    ),
    ...databaseRows(inventory, database, 'large-objects').map(
      ({ oid, owner, acl }): Target => ({
        on: { kind: 'large-object', database, name: String(oid) },
        owner,
        acl,
      }),
    ),
    ...clusterRows(inventory.cluster.databases).map(
      ({ name, owner, acl }): Target => ({
        on: { kind: 'database', name },
        owner,
        acl,
      }),
    ),
    ...clusterRows(inventory.cluster.tablespaces).map(
      ({ name, owner, acl }): Target => ({
        on: { kind: 'tablespace', name },
        owner,
        acl,
      }),
    ),
    ...clusterRows(inventory.cluster['parameter-acls']).map(
      ({ name, acl }): Target => ({
        on: { kind: 'parameter', name },
        owner: inventory.server.bootstrapRole,
        acl,
      }),
    ),
  ];
}

const named = (name: unknown): name is string => typeof name === 'string';

function revoke(choose: Choices, inventory: Inventory, targets: readonly Target[]): Change | null {
  const { on, owner, acl } = choose.one(targets);
  const items = effectiveAcl(acl, on.kind, owner, majorOf(inventory));
  if (items.length === 0) return null;
  const item = choose.one(items);
  const { grantee, grantor } = item;
  if (!named(grantor) || (grantee !== null && !named(grantee)) || item.privileges.length === 0) return null;
  const some = choose.some(item.privileges, 0.6);
  const grantOptionOnly = item.grantable.length > 0 && choose.chance(0.2);
  return {
    do: 'revoke',
    privileges: some.length > 0 ? some : item.privileges,
    on,
    from: grantee,
    grantor,
    ...(grantOptionOnly ? { grantOptionOnly } : {}),
    cascade: true,
  };
}

function grant(
  choose: Choices,
  inventory: Inventory,
  targets: readonly Target[],
  roles: readonly string[],
): Change {
  const { on, owner, acl } = choose.one(targets);
  const items = effectiveAcl(acl, on.kind, owner, majorOf(inventory)).filter(
    (item) => item.grantable.length > 0,
  );
  const from = items.length > 0 && choose.chance(0.6) ? choose.one(items) : null;
  const grantor = from && named(from.grantee) ? from.grantee : owner;
  const all = from && named(from.grantee) ? from.grantable : privilegesOf(on.kind, majorOf(inventory));
  const some = choose.some(all, 0.5);
  const to = choose.chance(0.2) ? null : choose.one(roles);
  return {
    do: 'grant',
    privileges: some.length > 0 ? some : all,
    on,
    to,
    grantor,
    ...(to !== null && choose.chance(0.3) ? { withGrantOption: true } : {}),
  };
}

function defaultPrivileges(choose: Choices, inventory: Inventory, roles: readonly string[]): Change {
  const kinds = [
    'TABLES',
    'SEQUENCES',
    'FUNCTIONS',
    'TYPES',
  ] as const satisfies readonly DefaultPrivilegeObjects[];
  const objects = choose.one(kinds);
  const all = privilegesOf(defaultAclKinds[objects], majorOf(inventory));
  const some = choose.some(all, 0.5);
  const grantee = choose.chance(0.4) ? null : choose.one(roles);
  return {
    do: 'default-privileges',
    action: choose.chance(0.5) ? 'grant' : 'revoke',
    forRole: choose.one(roles),
    inSchema: choose.chance(0.4) ? choose.one(['s1', 's 2']) : null,
    objects,
    privileges: some.length > 0 ? some : all,
    grantee,
  };
}

function membership(choose: Choices, inventory: Inventory, roles: readonly string[]): Change | null {
  const rows = clusterRows(inventory.cluster.memberships).filter((row) => !row.role.startsWith('pg_'));
  const since16 = majorOf(inventory) >= 16;
  if (choose.chance(0.3) || rows.length === 0)
    return {
      do: 'grant-membership',
      role: choose.one(roles),
      member: choose.one(roles),
      grantor: inventory.server.bootstrapRole,
      adminOption: choose.chance(0.3),
      inheritOption: choose.chance(0.6),
      setOption: choose.chance(0.6),
    };
  const { role, member, grantor } = choose.one(rows);
  const options = since16 ? (['ADMIN', 'INHERIT', 'SET'] as const) : (['ADMIN'] as const);
  return {
    do: 'revoke-membership',
    role,
    member,
    grantor: since16 ? grantor : null,
    ...(choose.chance(0.4) ? { option: choose.one(options) } : {}),
  };
}

function role(choose: Choices, roles: readonly string[]): Change {
  const flag = () => choose.chance(0.5);
  return {
    do: 'alter-role',
    role: choose.one(roles),
    attributes: choose.one([
      { inherit: flag() },
      { superuser: flag() },
      { createRole: flag(), login: flag() },
      { bypassRls: flag(), replication: flag(), createDatabase: flag() },
      { connectionLimit: choose.below(5), validUntil: flag() ? null : '2031-05-06T07:08:09Z' },
    ]),
  };
}

function relationChange(choose: Choices, inventory: Inventory): Change {
  const rows = databaseRows(inventory, database, 'relations').filter((row) =>
    ['s1', 's 2'].includes(row.schema),
  );
  const tables = rows.filter((row) => row.kind === 'table' || row.kind === 'partitioned-table');
  const views = rows.filter((row) => row.kind === 'view');
  const at = choose.one(tables);
  const on = { kind: at.kind, database, schema: at.schema, name: at.name };
  if (choose.chance(0.4))
    return { do: 'row-security', on, enable: choose.chance(0.5), force: choose.chance(0.5) };
  if (choose.chance(0.5)) {
    const view = choose.one(views);
    return {
      do: 'set-view-option',
      on: { kind: 'view', database, schema: view.schema, name: view.name },
      option: majorOf(inventory) >= 15 && choose.chance(0.5) ? 'security_invoker' : 'security_barrier',
      value: choose.one([true, false, null]),
    };
  }
  return choose.chance(0.5)
    ? { do: 'drop-policy', on, policy: choose.one(['p1', 'p "2"']) }
    : {
        do: 'create-policy',
        on,
        policy: choose.one(['p1', 'p "2"']),
        permissive: choose.chance(0.7),
        command: choose.one(['ALL', 'SELECT', 'DELETE']),
        roles: choose.chance(0.5) ? [null] : [at.owner],
        using: choose.one(['(a > 0)', "(current_setting('app.x'::text, true) = 'y'::text)", 'true']),
        withCheck: null,
      };
}

function routineChange(choose: Choices, inventory: Inventory): Change {
  const rows = databaseRows(inventory, database, 'routines').filter(
    (row) => ['s1', 's 2'].includes(row.schema) && (row.kind === 'function' || row.kind === 'procedure'),
  );
  const { kind, schema, name, signature } = choose.one(rows);
  const on = {
    kind: kind === 'procedure' ? 'procedure' : 'function',
    database,
    schema,
    name,
    signature,
  } as const;
  return choose.one<Change>([
    { do: 'routine-security', on, definer: choose.chance(0.5) },
    {
      do: 'routine-search-path',
      on,
      schemas: choose.one([null, [], ['pg_catalog', 'pg_temp'], ['s 2', 'My"x', 'pg_temp'], ['$user']]),
    },
    ...(kind === 'function' ? [{ do: 'routine-leakproof' as const, on, leakproof: choose.chance(0.5) }] : []),
  ]);
}

function owner(choose: Choices, targets: readonly Target[], roles: readonly string[]): Change {
  const movable = targets.filter(
    ({ on }) =>
      on.kind !== 'column' &&
      on.kind !== 'parameter' &&
      on.schema !== 'pg_catalog' &&
      on.schema !== 'information_schema',
  );
  return { do: 'alter-owner', on: choose.one(movable).on, to: choose.one(roles) };
}

function parameter(choose: Choices, roles: readonly string[]): Change {
  const [name, value] = choose.one([
    ['search_path', 'pg_catalog, pg_temp'],
    ['search_path', '"My Schema", s1'],
    ['work_mem', '8MB'],
    ['statement_timeout', '30s'],
    ['datestyle', 'ISO, DMY'],
    ['row_security', 'off'],
  ] as const);
  const at = choose.one([{ role: choose.one(roles) }, { database }, { role: choose.one(roles), database }]);
  return { do: 'set-parameter', parameter: name, value: choose.chance(0.7) ? value : null, at };
}

/** A change of any kind that a random cluster has something for; the server may still refuse it. */
export function randomChange(choose: Choices, inventory: Inventory): Change {
  const targets = targetsIn(inventory);
  const roles = clusterRows(inventory.cluster.roles)
    .map((row) => row.name)
    .filter((name) => !name.startsWith('pg_') && name !== inventory.server.bootstrapRole);
  for (;;) {
    const kind = choose.below(20);
    const change =
      kind < 8
        ? revoke(choose, inventory, targets)
        : kind < 11
          ? grant(choose, inventory, targets, roles)
          : kind < 12
            ? defaultPrivileges(choose, inventory, roles)
            : kind < 14
              ? membership(choose, inventory, roles)
              : kind < 15
                ? role(choose, roles)
                : kind < 16
                  ? relationChange(choose, inventory)
                  : kind < 17
                    ? routineChange(choose, inventory)
                    : kind < 19
                      ? owner(choose, targets, roles)
                      : parameter(choose, roles);
    if (change) return change;
  }
}
