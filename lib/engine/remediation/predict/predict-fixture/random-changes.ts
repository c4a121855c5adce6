import type { Choices } from '../../../analysis/access-oracle-fixture/choices.ts';
import type { Inventory } from '../../../inventory/inventory.ts';
import type { Change } from '../../../model/change.ts';
import { clusterRows, databaseRows, majorOf } from '../../prior.ts';
import { database, type GrantTarget, targetsIn } from './grant-target.ts';
import { defaultPrivileges, grant, membership, revoke } from './random-grants.ts';

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

function owner(choose: Choices, targets: readonly GrantTarget[], roles: readonly string[]): Change {
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
