import type { ColumnRow } from '../../inventory/sections/columns.ts';
import type { DatabaseRow } from '../../inventory/sections/databases.ts';
import type { RelationRow } from '../../inventory/sections/relations.ts';
import type { RoutineRow } from '../../inventory/sections/routines.ts';
import type { ObjectRef } from '../../model/object-ref.ts';

/** `pg_catalog`, `pg_toast`, temporary schemas and the information schema; PostgreSQL reserves the prefix `pg_`. */
export function isSystemSchema(name: string): boolean {
  return name.startsWith('pg_') || name === 'information_schema';
}

export function relationRef(database: string, { kind, schema, name }: RelationRow): ObjectRef {
  return { kind, database, schema, name };
}

/**
 * `template1` and `template0`, which installation makes and opens to everybody, and which hold nothing. Any other template is a
 * database like the rest.
 */
export function isInstalledTemplate({ name, template }: DatabaseRow): boolean {
  return template && (name === 'template1' || name === 'template0');
}

/** A column names its relation in `name` and itself in `column`. */
export function columnRef(database: string, { schema, relation, name }: ColumnRow): ObjectRef {
  return { kind: 'column', database, schema, name: relation, column: name };
}

/** Aggregates and window functions are functions to GRANT. */
export function routineKind(kind: RoutineRow['kind']): 'function' | 'procedure' {
  return kind === 'procedure' ? 'procedure' : 'function';
}

export function routineRef(database: string, { kind, schema, name, signature }: RoutineRow): ObjectRef {
  return { kind: routineKind(kind), database, schema, name, signature };
}

/** For titles: `materialized view`, as the documentation has it. */
export function kindWords({ kind }: ObjectRef): string {
  return kind.replaceAll('-', ' ');
}

/** For the beginning of a title. */
export function routineWord({ kind }: ObjectRef): 'Function' | 'Procedure' {
  return kind === 'procedure' ? 'Procedure' : 'Function';
}

/** For titles: `app.orders`, `app.close_day(integer)`, as the catalog has the names. */
export function nameOf({ schema, name, column, signature }: ObjectRef): string {
  const path = [schema, name, column].filter((part) => part !== undefined).join('.');
  return signature === undefined ? path : `${path}(${signature})`;
}
