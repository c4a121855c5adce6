import type { DatabaseFacts } from '../facts.ts';
import { memo } from '../memo.ts';
import { relationKey } from '../relation-index.ts';
import { inheritanceOf } from './inheritance-of.ts';
import {
  type BypassesByTable,
  BypassList,
  holdersBound,
  isGoneBySomebody,
  protectedTables,
  relationRef,
} from './row-bypass.ts';

/** TRUNCATE asks no policy. Reads `relations`, `columns`, `roles`, `memberships`, `databases`. */
export const bypassesByTruncate = memo((database: DatabaseFacts): BypassesByTable => {
  const list = new BypassList();
  for (const table of protectedTables(database)) {
    const holders = holdersBound(database, relationRef(database, table), ['TRUNCATE'], table);
    if (!isGoneBySomebody(holders)) continue;
    list.add(table, {
      kind: 'truncate',
      gives: 'changes',
      object: relationRef(database, table),
      ...holders,
      certain: true,
      why: 'TRUNCATE empties the table without asking any policy',
    });
  }
  return list.found;
});

/**
 * Logical replication sends rows whatever the policies say, those of partitions with their parent's, and a child's are some
 * of its parent's. Reads `relations`,
 * `publications`, `inheritance`.
 */
export const bypassesByPublication = memo((database: DatabaseFacts): BypassesByTable => {
  const list = new BypassList();
  const tables = protectedTables(database);
  const { above, below } = inheritanceOf(database);
  const keysBelow = (key: string) => below(key).map((child) => relationKey(child.schema, child.name));
  const partitionedAbove = (key: string) =>
    above(key)
      .filter((parent) => parent.kind === 'partitioned-table')
      .map((parent) => relationKey(parent.schema, parent.name));
  for (const publication of database.read('publications')) {
    const listed = new Map(publication.tables.map((row) => [relationKey(row.schema, row.table), row]));
    for (const table of tables) {
      const key = relationKey(table.schema, table.name);
      const row = [key, ...partitionedAbove(key), ...keysBelow(key)].flatMap(
        (one) => listed.get(one) ?? [],
      )[0];
      if (!publication.allTables && !row) continue;
      list.add(table, {
        kind: 'publication',
        gives: 'rows',
        object: { kind: 'publication', database: database.name, name: publication.name },
        roles: [],
        afterSetRole: [],
        certain: true,
        why: row?.rowFilter
          ? 'subscribers get the rows its own filter leaves, whatever the policies say'
          : 'subscribers get every row, whatever the policies say',
      });
    }
  }
  return list.found;
});
