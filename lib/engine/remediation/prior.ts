import { memo } from '../analysis/memo.ts';
import type { AclText } from '../inventory/acl-text.ts';
import type { Inventory, Section } from '../inventory/inventory.ts';
import type { DatabaseSections } from '../inventory/section-name.ts';
import type { ColumnRow } from '../inventory/sections/columns.ts';
import type { ObjectRef } from '../model/object-ref.ts';

/** The server's major version: built-in default privileges differ by it. */
export const majorOf = (inventory: Inventory): number => Math.trunc(inventory.server.versionNum / 10_000);

/** The state before a change, as the snapshot saw it. `null` where the snapshot does not know the object. */
export interface PriorAcl {
  readonly owner: string;
  readonly acl: AclText;
}

const rows = <Row>(section: Section<Row> | undefined): readonly Row[] =>
  section && 'rows' in section ? section.rows : [];

/** Rows of one section of one database; empty where unread: callers treat "not found" as "prior state unknown". */
export function databaseRows<Name extends keyof DatabaseSections>(
  inventory: Inventory,
  database: string | undefined,
  name: Name,
): readonly DatabaseSections[Name][] {
  const found = inventory.databases.find((one) => one.name === database);
  return rows(found?.sections[name] as Section<DatabaseSections[Name]> | undefined);
}

export const clusterRows = <Row>(section: Section<Row>): readonly Row[] => rows(section);

interface NamedRow {
  readonly schema?: string;
  readonly name: string;
  readonly signature?: string;
}

const keyOf = (schema: string | undefined, name: string | undefined, signature: string | undefined) =>
  JSON.stringify([schema ?? null, name ?? null, signature ?? null]);

/** Rows by schema, name and signature, made once per section: a plan per finding must not walk a large catalog each time. */
const byName = memo(
  (section: readonly NamedRow[]): ReadonlyMap<string, NamedRow> =>
    new Map(section.map((row) => [keyOf(row.schema, row.name, row.signature), row])),
);

/** The row of that name in a section whose rows have a schema and a name, or `undefined`. */
export function rowNamed<Row extends NamedRow>(
  section: readonly Row[],
  schema: string | undefined,
  name: string | undefined,
  signature?: string,
): Row | undefined {
  // The map holds the very rows of this section.
  return byName(section).get(keyOf(schema, name, signature)) as Row | undefined;
}

const columnsByRelation = memo(
  (section: readonly ColumnRow[]): ReadonlyMap<string, readonly ColumnRow[]> =>
    Map.groupBy(
      section.filter((row) => row.acl !== null),
      (row) => keyOf(row.schema, row.relation, undefined),
    ),
);

/** Whether that section of that database was read: a gap says nothing about what was there before. */
export function wasRead(
  inventory: Inventory,
  database: string | undefined,
  name: keyof DatabaseSections,
): boolean {
  const section = inventory.databases.find((one) => one.name === database)?.sections[name];
  return section !== undefined && 'rows' in section;
}

/** Columns of that relation that have an ACL of their own. */
export function columnsWithAcl(inventory: Inventory, object: ObjectRef): readonly ColumnRow[] {
  const section = databaseRows(inventory, object.database, 'columns');
  return columnsByRelation(section).get(keyOf(object.schema, object.name, undefined)) ?? [];
}

export const relationKinds: readonly string[] = [
  'table',
  'view',
  'materialized-view',
  'foreign-table',
  'partitioned-table',
  'sequence',
  'column',
];

/** Owner and ACL of the object itself; for a column those of its relation (see `columnsWithAcl`). */
export function priorAcl(inventory: Inventory, object: ObjectRef): PriorAcl | null {
  const { kind, database, schema, name } = object;
  const named = (row: { readonly name: string }) => row.name === name;
  if (relationKinds.includes(kind))
    return rowNamed(databaseRows(inventory, database, 'relations'), schema, name) ?? null;
  switch (kind) {
    case 'database':
      return clusterRows(inventory.cluster.databases).find(named) ?? null;
    case 'tablespace':
      return clusterRows(inventory.cluster.tablespaces).find(named) ?? null;
    case 'parameter': {
      const row = clusterRows(inventory.cluster['parameter-acls']).find(named);
      // Parameters belong to the bootstrap superuser (PostgreSQL documentation 53.37).
      return row ? { owner: inventory.server.bootstrapRole, acl: row.acl } : null;
    }
    case 'schema':
      return databaseRows(inventory, database, 'schemas').find((row) => row.name === name) ?? null;
    case 'function':
    case 'procedure':
      return rowNamed(databaseRows(inventory, database, 'routines'), schema, name, object.signature) ?? null;
    case 'type':
      return rowNamed(databaseRows(inventory, database, 'types'), schema, name) ?? null;
    case 'language':
      return databaseRows(inventory, database, 'languages').find(named) ?? null;
    case 'foreign-data-wrapper':
      return databaseRows(inventory, database, 'foreign-data-wrappers').find(named) ?? null;
    case 'foreign-server':
      return databaseRows(inventory, database, 'foreign-servers').find(named) ?? null;
    case 'large-object':
      return (
        databaseRows(inventory, database, 'large-objects').find((row) => String(row.oid) === name) ?? null
      );
    default:
      return null;
  }
}
