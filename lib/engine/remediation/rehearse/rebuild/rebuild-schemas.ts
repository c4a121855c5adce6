import type { Inventory } from '../../../inventory/inventory.ts';
import { databaseRows } from '../../prior.ts';
import { identifier, literal, qualified } from '../../quote.ts';
import { renderAlterOwner } from '../../render/schema-objects.ts';
import type { NotCarried } from './not-carried.ts';
import type { RebuildStep } from './rebuild-step.ts';

/** Made with the database, and no one's to make. */
export const isSystemSchema = (name: string): boolean =>
  name === 'information_schema' || name.startsWith('pg_');

export const owned = (
  on: Parameters<typeof renderAlterOwner>[0]['on'],
  to: string,
  name: string,
): RebuildStep => ({
  kind: 'owners',
  name,
  sql: [renderAlterOwner({ do: 'alter-owner', on, to }).sql],
});

/** Schemas and their owners. */
export function schemaSteps(wanted: Inventory, present: Inventory, database: string): readonly RebuildStep[] {
  const rows = databaseRows(wanted, database, 'schemas');
  const there = new Map(databaseRows(present, database, 'schemas').map((row) => [row.name, row]));
  const gone = [...there.keys()].filter(
    (name) => !isSystemSchema(name) && !rows.some((row) => row.name === name),
  );
  return [
    ...gone.map((name) => ({ kind: 'dropped schemas', name, sql: [`DROP SCHEMA ${identifier(name)}`] })),
    ...rows.flatMap(({ name, owner }): readonly RebuildStep[] => {
      const old = there.get(name);
      const on = { kind: 'schema', database, name } as const;
      if (old !== undefined) return old.owner === owner ? [] : [owned(on, owner, name)];
      return [{ kind: 'schemas', name, sql: [`CREATE SCHEMA ${identifier(name)}`] }, owned(on, owner, name)];
    }),
  ];
}

/** Those that are installed here, while every schema is still empty: their scripts meet nothing of the snapshot's. */
export function extensionSteps(wanted: Inventory, database: string): readonly RebuildStep[] {
  return databaseRows(wanted, database, 'extensions')
    .filter((row) => row.name !== 'plpgsql')
    .map(({ name, schema }) => ({
      kind: 'extensions',
      name,
      sql: [
        isSystemSchema(schema)
          ? `CREATE EXTENSION ${identifier(name)}`
          : `CREATE EXTENSION ${identifier(name)} SCHEMA ${identifier(schema)}`,
      ],
    }));
}

/** Whose an extension is, no statement changes. */
export function extensionOwnerSteps(wanted: Inventory, database: string): readonly RebuildStep[] {
  return databaseRows(wanted, database, 'extensions').map(({ name, owner }) => ({
    kind: 'owners',
    name,
    sql: [
      `UPDATE pg_catalog.pg_extension SET extowner = r.oid FROM pg_catalog.pg_roles r WHERE extname = ${literal(name)} AND r.rolname = ${literal(owner)} AND extowner <> r.oid`,
    ],
  }));
}

/** Foreign-data wrappers and servers stand there by name, owner and grants: their options may be secrets. */
export function foreignSteps(
  wanted: Inventory,
  present: Inventory,
  database: string,
  lost: NotCarried,
): readonly RebuildStep[] {
  const wrappers = new Set(databaseRows(present, database, 'foreign-data-wrappers').map((row) => row.name));
  for (const { server, role } of databaseRows(wanted, database, 'user-mappings'))
    lost.add('user mappings', `${role ?? 'PUBLIC'} on ${server}`);
  const servers = databaseRows(wanted, database, 'foreign-servers');
  for (const { name, options } of servers)
    if (options.length > 0) lost.add('options of foreign servers', name);
  return [
    ...databaseRows(wanted, database, 'foreign-data-wrappers').flatMap(({ name, owner }) => [
      ...(wrappers.has(name)
        ? []
        : [
            {
              kind: 'foreign-data wrappers',
              name,
              sql: [`CREATE FOREIGN DATA WRAPPER ${identifier(name)}`],
            },
          ]),
      owned({ kind: 'foreign-data-wrapper', database, name }, owner, name),
    ]),
    ...servers.flatMap(({ name, wrapper, owner }) => [
      {
        kind: 'foreign servers',
        name,
        sql: [`CREATE SERVER ${identifier(name)} FOREIGN DATA WRAPPER ${identifier(wrapper)}`],
      },
      owned({ kind: 'foreign-server', database, name }, owner, name),
    ]),
  ];
}

const shells: Readonly<Record<string, string>> = {
  enum: 'AS ENUM ()',
  composite: 'AS ()',
};

/** Types by name and owner: what an enumeration lists, a domain checks or a composite holds, snapshots do not say. */
export function typeSteps(wanted: Inventory, database: string, lost: NotCarried): readonly RebuildStep[] {
  return databaseRows(wanted, database, 'types').flatMap(
    ({ schema, name, kind, owner, extension }): readonly RebuildStep[] => {
      if (extension !== null || isSystemSchema(schema) || kind === 'multirange') return [];
      const called = qualified(schema, name);
      const shell = shells[kind];
      if (kind !== 'domain' && shell === undefined) {
        lost.add('base and range types', `${schema}.${name}`);
        return [];
      }
      lost.add('definitions of types', `${schema}.${name}`);
      const create =
        shell === undefined ? `CREATE DOMAIN ${called} AS pg_catalog.text` : `CREATE TYPE ${called} ${shell}`;
      return [
        { kind: 'types', name: `${schema}.${name}`, sql: [create] },
        owned({ kind: 'type', database, schema, name }, owner, `${schema}.${name}`),
      ];
    },
  );
}

export function largeObjectSteps(wanted: Inventory, database: string): readonly RebuildStep[] {
  return databaseRows(wanted, database, 'large-objects').map(({ oid, owner }) => ({
    kind: 'large objects',
    name: String(oid),
    sql: [
      `SELECT pg_catalog.lo_create(${Math.trunc(oid)}::pg_catalog.oid)`,
      `ALTER LARGE OBJECT ${Math.trunc(oid)} OWNER TO ${identifier(owner)}`,
    ],
  }));
}
