import type { DatabaseFacts } from '../facts.ts';
import { memo } from '../memo.ts';
import { isTree, type TreeValue } from '../row-security/tree.ts';

/** A column of a table that holds rows. */
export interface TableColumn {
  readonly schema: string;
  readonly relation: string;
  readonly column: string;
}

/** A relation that a statement can name, by what it goes by there. */
export interface ScopedRelation {
  readonly alias: string;
  readonly schema: string;
  readonly relation: string;
  /** A bare name that several schemas have is each of them, perhaps. */
  readonly certain: boolean;
}

export interface ResolvedColumn extends TableColumn {
  readonly certain: boolean;
}

const holdsRows: readonly string[] = ['table', 'partitioned-table', 'foreign-table', 'materialized-view'];
const relationKey = (schema: string, relation: string) => JSON.stringify([schema, relation]);

interface Tables {
  readonly byName: ReadonlyMap<string, readonly { readonly schema: string; readonly relation: string }[]>;
  readonly columns: ReadonlyMap<string, ReadonlySet<string>>;
}

/** The customer's relations and their columns by name. Reads `relations` and `columns`. */
const tablesOf = memo((database: DatabaseFacts): Tables => {
  const byName = new Map<string, { schema: string; relation: string }[]>();
  const columns = new Map<string, Set<string>>();
  for (const { schema, name, kind } of database.read('relations')) {
    if (!holdsRows.includes(kind) || schema === 'pg_catalog' || schema === 'information_schema') continue;
    const namesakes = byName.get(name) ?? [];
    namesakes.push({ schema, relation: name });
    byName.set(name, namesakes);
    columns.set(relationKey(schema, name), new Set());
  }
  for (const row of database.read('columns'))
    columns.get(relationKey(row.schema, row.relation))?.add(row.name);
  return { byName, columns };
});

/** A relation that a statement names (`schema` null: by the search path) as the tables it may be. */
export function scopedRelations(
  database: DatabaseFacts,
  schema: string | null,
  name: string,
  alias: string,
): readonly ScopedRelation[] {
  const found = (tablesOf(database).byName.get(name) ?? []).filter(
    (one) => schema === null || one.schema === schema,
  );
  return found.map((one) => ({ ...one, alias, certain: found.length === 1 }));
}

/** Every relation that a tree names: tables by whatever name they go by there. */
export function scopeOf(database: DatabaseFacts, tree: TreeValue | undefined): readonly ScopedRelation[] {
  if (Array.isArray(tree)) return tree.flatMap((item) => scopeOf(database, item));
  if (!isTree(tree)) return [];
  const { relname, schemaname, relpersistence, alias } = tree;
  const inner = Object.values(tree).flatMap((value) => scopeOf(database, value));
  if (typeof relname !== 'string' || relpersistence === undefined) return inner;
  const given = isTree(alias) && typeof alias.aliasname === 'string' ? alias.aliasname : relname;
  const schema = typeof schemaname === 'string' ? schemaname : null;
  return [...scopedRelations(database, schema, relname, given), ...inner];
}

/** The columns that a name, as `ColumnRef` has it, can mean among these relations. */
export function columnsNamed(
  database: DatabaseFacts,
  names: readonly string[],
  scope: readonly ScopedRelation[],
): readonly ResolvedColumn[] {
  const { columns } = tablesOf(database);
  const [column = '', alias, schema] = [...names].reverse();
  const found = new Map<string, ResolvedColumn>();
  for (const one of scope) {
    if (alias !== undefined && one.alias !== alias && one.relation !== alias) continue;
    if (schema !== undefined && one.schema !== schema) continue;
    const key = relationKey(one.schema, one.relation);
    if (columns.get(key)?.has(column))
      found.set(key, { schema: one.schema, relation: one.relation, column, certain: one.certain });
  }
  const all = [...found.values()];
  return all.map((one) => ({ ...one, certain: one.certain && all.length === 1 }));
}
