import type { ColumnRow } from '../inventory/sections/columns.ts';
import type { PolicyRow } from '../inventory/sections/policies.ts';
import type { RelationRow } from '../inventory/sections/relations.ts';
import type { DatabaseFacts } from './facts.ts';
import { memo } from './memo.ts';

// A large database has half a million columns: they are sorted out once, and looking one up must not walk them all.

/** No name holds a NUL, so that no two relations share a key. */
export const relationKey = (schema: string, name: string): string => `${schema}\0${name}`;

/** Every relation by its key, in the inventory's order. */
export const relationsByKey = memo(
  (database: DatabaseFacts): ReadonlyMap<string, RelationRow> =>
    new Map(database.read('relations').map((row) => [relationKey(row.schema, row.name), row])),
);

const relationsByKind = memo((database: DatabaseFacts) =>
  Map.groupBy(database.read('relations'), ({ kind }) => kind),
);

/** Relations of one kind, in the inventory's order: what asks about views must not walk fifty thousand tables. */
export function relationsOfKind(database: DatabaseFacts, kind: RelationRow['kind']): readonly RelationRow[] {
  return relationsByKind(database).get(kind) ?? [];
}

/** Relations with row security on, in the inventory's order. */
export const relationsWithRowSecurity = memo((database: DatabaseFacts): readonly RelationRow[] =>
  database.read('relations').filter((relation) => relation.rowSecurity),
);

/** Rows of one relation stand together in the inventory, so that a key and a list are made per relation and not per row. */
function grouped<Row extends { readonly schema: string; readonly relation: string }>(
  rows: readonly Row[],
): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, readonly Row[]>();
  for (let from = 0; from < rows.length; ) {
    const first = rows[from];
    if (first === undefined) break;
    let to = from + 1;
    while (rows[to]?.relation === first.relation && rows[to]?.schema === first.schema) to++;
    const key = relationKey(first.schema, first.relation);
    const run = rows.slice(from, to);
    const before = groups.get(key);
    groups.set(key, before === undefined ? run : [...before, ...run]);
    from = to;
  }
  return groups;
}

export const columnsByRelation = memo(
  (database: DatabaseFacts): ReadonlyMap<string, readonly ColumnRow[]> => grouped(database.read('columns')),
);

export const policiesByRelation = memo(
  (database: DatabaseFacts): ReadonlyMap<string, readonly PolicyRow[]> => grouped(database.read('policies')),
);

/** Columns that have an access control list of their own, in the inventory's order. */
export const columnsWithAcl = memo((database: DatabaseFacts): readonly ColumnRow[] =>
  database.read('columns').filter((column) => column.acl !== null),
);

/** The same by relation. */
export const columnsWithAclByRelation = memo(
  (database: DatabaseFacts): ReadonlyMap<string, readonly ColumnRow[]> => grouped(columnsWithAcl(database)),
);
