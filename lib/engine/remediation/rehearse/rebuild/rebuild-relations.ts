import type { Inventory } from '../../../inventory/inventory.ts';
import type { ColumnRow } from '../../../inventory/sections/columns.ts';
import type { RelationRow } from '../../../inventory/sections/relations.ts';
import { databaseRows } from '../../prior.ts';
import { identifier, literal, qualified } from '../../quote.ts';
import { renderRowSecurity } from '../../render/schema-objects.ts';
import type { NotCarried } from './not-carried.ts';
import { isSystemSchema, owned } from './rebuild-schemas.ts';
import type { RebuildStep } from './rebuild-step.ts';
import { oneStatement } from './safe-text.ts';

type Columns = (row: RelationRow) => readonly ColumnRow[];

/** The customer's own relations: those of the system and of extensions come with them. */
export function ownRelations(wanted: Inventory, database: string): readonly RelationRow[] {
  return databaseRows(wanted, database, 'relations').filter(
    (row) => row.extension === null && !isSystemSchema(row.schema),
  );
}

export function columnsOf(wanted: Inventory, database: string): Columns {
  const key = (schema: string, relation: string) => JSON.stringify([schema, relation]);
  const byRelation = Map.groupBy(databaseRows(wanted, database, 'columns'), (row) =>
    key(row.schema, row.relation),
  );
  return ({ schema, name }) => byRelation.get(key(schema, name)) ?? [];
}

/** Types that the server does not know stand as text. */
export type TypeOf = (text: string) => string;

const columnList = (columns: readonly ColumnRow[], typeOf: TypeOf) =>
  columns
    .map(({ name, type, notNull }) => `${identifier(name)} ${typeOf(type)}${notNull ? ' NOT NULL' : ''}`)
    .join(', ');

/** A question of no rows with those columns. */
const emptyQuery = (columns: readonly ColumnRow[], typeOf: TypeOf) =>
  `SELECT ${columns.map(({ name, type }) => `CAST(NULL AS ${typeOf(type)}) AS ${identifier(name)}`).join(', ')} LIMIT 0`;

/** Tables and sequences. Partitions and their parents stand as plain tables: snapshots do not say where they are cut. */
export function tableSteps(
  wanted: Inventory,
  database: string,
  typeOf: TypeOf,
  lost: NotCarried,
): readonly RebuildStep[] {
  const columns = columnsOf(wanted, database);
  const servers = new Map(
    databaseRows(wanted, database, 'foreign-tables').map((row) => [
      JSON.stringify([row.schema, row.name]),
      row.server,
    ]),
  );
  return ownRelations(wanted, database).flatMap((row): readonly RebuildStep[] => {
    const { schema, kind } = row;
    const name = `${schema}.${row.name}`;
    const called = qualified(schema, row.name);
    if (kind === 'sequence') return [{ kind: 'sequences', name, sql: [`CREATE SEQUENCE ${called}`] }];
    if (kind === 'view' || kind === 'materialized-view') return [];
    const create = `TABLE ${called} (${columnList(columns(row), typeOf)})`;
    if (kind === 'foreign-table') {
      const server = servers.get(JSON.stringify([schema, row.name])) ?? '';
      const sql = `CREATE FOREIGN ${create} SERVER ${identifier(server)}`;
      return [{ kind: 'foreign tables', name, sql: [sql] }];
    }
    if (row.isPartition || kind === 'partitioned-table')
      lost.add('partitionings (plain tables instead)', name);
    return [{ kind: 'tables', name, sql: [`CREATE ${create}`] }];
  });
}

/**
 * Views by their query where the snapshot has it and the server takes it; constants in it are hidden. Else, and every materialized
 * one, a view of the same columns that shows nothing.
 */
export function viewSteps(
  wanted: Inventory,
  database: string,
  typeOf: TypeOf,
  lost: NotCarried,
): readonly RebuildStep[] {
  const columns = columnsOf(wanted, database);
  const definitions = new Map(
    databaseRows(wanted, database, 'view-definitions').map((row) => [
      JSON.stringify([row.schema, row.view]),
      row.definition,
    ]),
  );
  return ownRelations(wanted, database).flatMap((row): readonly RebuildStep[] => {
    const name = `${row.schema}.${row.name}`;
    const empty = emptyQuery(columns(row), typeOf);
    const called = qualified(row.schema, row.name);
    if (row.kind === 'materialized-view') {
      lost.add('queries of views', name);
      const sql = `CREATE MATERIALIZED VIEW ${called} AS ${empty} WITH NO DATA`;
      return [{ kind: 'materialized views', name, sql: [sql] }];
    }
    if (row.kind !== 'view') return [];
    const standIn = `CREATE VIEW ${called} AS ${empty}`;
    const definition = definitions
      .get(JSON.stringify([row.schema, row.name]))
      ?.trim()
      .replace(/;$/, '');
    const sql = `CREATE VIEW ${called} AS ${definition ?? ''}`;
    if (definition === undefined || oneStatement(sql, 'ViewStmt') === null) {
      lost.add('queries of views', name);
      return [{ kind: 'views', name, sql: [standIn] }];
    }
    return [{ kind: 'views', name, sql: [sql], instead: { kind: 'queries of views', sql: [standIn] } }];
  });
}

const alter: Readonly<Record<RelationRow['kind'], string>> = {
  table: 'TABLE',
  'partitioned-table': 'TABLE',
  view: 'VIEW',
  'materialized-view': 'MATERIALIZED VIEW',
  'foreign-table': 'FOREIGN TABLE',
  sequence: 'SEQUENCE',
};

function optionStep({ schema, name, kind, options }: RelationRow): readonly RebuildStep[] {
  if (options.length === 0 || kind === 'sequence') return [];
  const assigned = options.map((option) => {
    const at = option.indexOf('=');
    return `${identifier(option.slice(0, at))} = ${literal(option.slice(at + 1))}`;
  });
  const sql = `ALTER ${alter[kind]} ${qualified(schema, name)} SET (${assigned.join(', ')})`;
  return [{ kind: 'options of relations', name: `${schema}.${name}`, sql: [sql] }];
}

/** Owners, options, row security: what a relation has once it is there. */
export function relationStateSteps(wanted: Inventory, database: string): readonly RebuildStep[] {
  return ownRelations(wanted, database).flatMap((row): readonly RebuildStep[] => {
    const { schema, name, rowSecurity, forceRowSecurity } = row;
    const kind = row.kind === 'partitioned-table' ? 'table' : row.kind;
    const on = { kind, database, schema, name } as const;
    const called = `${schema}.${name}`;
    const secured = renderRowSecurity({
      do: 'row-security',
      on,
      ...(rowSecurity ? { enable: true } : {}),
      ...(forceRowSecurity ? { force: true } : {}),
    });
    return [
      ...optionStep(row),
      ...(secured.length === 0
        ? []
        : [{ kind: 'row security', name: called, sql: secured.map((one) => one.sql) }]),
      owned(on, row.owner, called),
    ];
  });
}
