import type { AclText } from '../inventory/acl-text.ts';
import type { Inventory, Section } from '../inventory/inventory.ts';
import type { DatabaseSections } from '../inventory/section-name.ts';
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

const relationKinds: readonly string[] = [
  'table',
  'view',
  'materialized-view',
  'foreign-table',
  'partitioned-table',
  'sequence',
  'column',
];

/** Owner and ACL of the object itself; for a column those of its relation (see `priorColumnAcl`). */
export function priorAcl(inventory: Inventory, object: ObjectRef): PriorAcl | null {
  const { kind, database, schema, name } = object;
  const named = (row: { readonly name: string }) => row.name === name;
  const inSchema = (row: { readonly schema: string; readonly name: string }) =>
    row.schema === schema && row.name === name;
  if (relationKinds.includes(kind))
    return databaseRows(inventory, database, 'relations').find(inSchema) ?? null;
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
      return (
        databaseRows(inventory, database, 'routines').find(
          (row) => inSchema(row) && row.signature === object.signature,
        ) ?? null
      );
    case 'type':
      return databaseRows(inventory, database, 'types').find(inSchema) ?? null;
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

/** The column's own ACL, whose implicit owner is the relation's. */
export function priorColumnAcl(inventory: Inventory, object: ObjectRef): AclText {
  const row = databaseRows(inventory, object.database, 'columns').find(
    (one) => one.schema === object.schema && one.relation === object.name && one.name === object.column,
  );
  return row?.acl ?? null;
}
