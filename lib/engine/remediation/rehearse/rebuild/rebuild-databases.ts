import type { Inventory } from '../../../inventory/inventory.ts';
import { clusterRows } from '../../prior.ts';
import { identifier, literal } from '../../quote.ts';
import { renderAlterOwner } from '../../render/schema-objects.ts';
import type { NotCarried } from './not-carried.ts';
import type { RebuildStep } from './rebuild-step.ts';

/** Each is a directory of files, made in a tenth of a second. */
const most = 50;

/** Databases with owner, encoding and connection limit. Snapshots do not say their locale: it is C. */
export function databaseSteps(
  wanted: Inventory,
  present: Inventory,
  lost: NotCarried,
): readonly RebuildStep[] {
  const there = new Map(clusterRows(present.cluster.databases).map((row) => [row.name, row]));
  const rows = clusterRows(wanted.cluster.databases);
  const missing = rows.filter((row) => !there.has(row.name));
  for (const { name } of missing.slice(most)) lost.add('databases', name);
  return rows.flatMap(({ name, owner, encoding, connectionLimit }): readonly RebuildStep[] => {
    const old = there.get(name);
    const on = { kind: 'database', name } as const;
    if (old === undefined) {
      if (missing.findIndex((row) => row.name === name) >= most) return [];
      const create = `CREATE DATABASE ${identifier(name)} TEMPLATE template0 ENCODING ${literal(encoding)} LC_COLLATE 'C' LC_CTYPE 'C' CONNECTION LIMIT ${Math.trunc(connectionLimit)}`;
      return [
        { kind: 'databases', name, sql: [create] },
        {
          kind: 'owners',
          name,
          sql: [renderAlterOwner({ do: 'alter-owner', on, to: owner }).sql],
        },
      ];
    }
    return [
      ...(old.owner === owner
        ? []
        : [
            {
              kind: 'owners',
              name,
              sql: [renderAlterOwner({ do: 'alter-owner', on, to: owner }).sql],
            },
          ]),
      ...(old.connectionLimit === connectionLimit
        ? []
        : [
            {
              kind: 'connection limits',
              name,
              sql: [`ALTER DATABASE ${identifier(name)} CONNECTION LIMIT ${Math.trunc(connectionLimit)}`],
            },
          ]),
    ];
  });
}

/** What closes databases, after everything that has to get into them. */
export function closingSteps(wanted: Inventory, present: Inventory): readonly RebuildStep[] {
  const there = new Map(clusterRows(present.cluster.databases).map((row) => [row.name, row]));
  return clusterRows(wanted.cluster.databases).flatMap(({ name, allowConnections, template }) => {
    const alter = `ALTER DATABASE ${identifier(name)}`;
    const old = there.get(name);
    const step = (sql: string): RebuildStep => ({ kind: 'flags of databases', name, sql: [sql] });
    return [
      ...(old?.template === template ? [] : [step(`${alter} IS_TEMPLATE ${template}`)]),
      ...(old?.allowConnections === allowConnections
        ? []
        : [step(`${alter} ALLOW_CONNECTIONS ${allowConnections}`)]),
    ];
  });
}
