import type { DatabaseFacts } from '../../analysis/facts.ts';
import { memo } from '../../analysis/memo.ts';
import { relationKey } from '../../analysis/relation-index.ts';
import { isInvokerView } from '../../analysis/row-security/bypass-by-view.ts';
import { inheritanceOf } from '../../analysis/row-security/inheritance-of.ts';
import type { RelationRow } from '../../inventory/sections/relations.ts';
import { columnsOf, relationNamed } from '../grants/by-relation.ts';

/** Views and materialized views by what they read, with the columns they name of it; `null` where that is not known. */
const readersByRelation = memo((database: DatabaseFacts) => {
  const found = new Map<
    string,
    { readonly view: RelationRow; readonly columns: ReadonlySet<string> | null }[]
  >();
  for (const row of database.read('view-dependencies')) {
    if (row.kind !== 'relation') continue;
    const view = relationNamed(database, row.schema, row.view);
    // One with security_invoker shows nobody what that role may not read by itself.
    if (!view || isInvokerView(view)) continue;
    const key = relationKey(row.dependsOnSchema, row.dependsOn);
    // Whole rows name no column.
    const columns = row.columns && row.columns.length > 0 ? new Set(row.columns) : null;
    const list = found.get(key);
    if (list) list.push({ view, columns });
    else found.set(key, [{ view, columns }]);
  }
  return found;
});

const has = (database: DatabaseFacts, { schema, name }: RelationRow, column: string) =>
  columnsOf(database, schema, name).some((row) => row.name === column);

/** Partitions and inheritance children: who may read one reads the same column, whatever is granted on the parent. */
export function partsWith(
  database: DatabaseFacts,
  relation: RelationRow,
  column: string,
): readonly RelationRow[] {
  return inheritanceOf(database)
    .below(relationKey(relation.schema, relation.name))
    .filter((part) => has(database, part, column));
}

/** Views that read the column with the rights of their owner and may show it, however many of them lie in between. */
export function viewsOver(
  database: DatabaseFacts,
  relations: readonly RelationRow[],
  column: string,
): readonly RelationRow[] {
  const readers = readersByRelation(database);
  const found = new Set<RelationRow>();
  const waiting = [...relations];
  for (let from = waiting.pop(); from !== undefined; from = waiting.pop()) {
    // A view that has no column of that name may show it under another.
    const named = has(database, from, column);
    for (const { view, columns } of readers.get(relationKey(from.schema, from.name)) ?? []) {
      if (found.has(view) || (named && columns !== null && !columns.has(column))) continue;
      found.add(view);
      waiting.push(view);
    }
  }
  return [...found];
}
