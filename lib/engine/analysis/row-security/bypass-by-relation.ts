import type { RelationRow } from '../../inventory/sections/relations.ts';
import type { DatabaseFacts } from '../facts.ts';
import { memo } from '../memo.ts';
import {
  type BypassesByTable,
  BypassList,
  holdersBound,
  protectedTables,
  relationRef,
  rowPrivileges,
} from './row-bypass.ts';
import { relationKey } from './table-row-security.ts';

/**
 * Partitions and inheritance children without row security, which can be read directly although their parent has it;
 * and parents without it, through which a protected child is read. Reads `relations`, `inheritance`, `columns`, `roles`,
 * `memberships`, `databases`.
 */
export const bypassesByInheritance = memo((database: DatabaseFacts): BypassesByTable => {
  const list = new BypassList();
  const relations = new Map(
    database.read('relations').map((row) => [relationKey(row.schema, row.name), row]),
  );
  const children = new Map<string, string[]>();
  const parents = new Map<string, string[]>();
  const link = (map: Map<string, string[]>, from: string, to: string) =>
    map.set(from, [...(map.get(from) ?? []), to]);
  for (const row of database.read('inheritance')) {
    const [parent, child] = [
      relationKey(row.parentSchema, row.parent),
      relationKey(row.childSchema, row.child),
    ];
    link(children, parent, child);
    link(parents, child, parent);
  }
  const all = (from: string, map: ReadonlyMap<string, readonly string[]>): RelationRow[] => {
    const seen = new Set<string>();
    const queue = [...(map.get(from) ?? [])];
    for (const key of queue) {
      if (seen.has(key)) continue;
      seen.add(key);
      queue.push(...(map.get(key) ?? []));
    }
    return [...seen].flatMap((key) => relations.get(key) ?? []);
  };
  for (const table of protectedTables(database)) {
    const key = relationKey(table.schema, table.name);
    const add = (kind: 'child' | 'parent', other: RelationRow) => {
      if (other.rowSecurity) return;
      list.add(table, {
        kind,
        object: relationRef(database, other),
        ...holdersBound(database, relationRef(database, other), rowPrivileges, table),
        certain: true,
        why:
          kind === 'child'
            ? 'it holds part of the rows and has no row security of its own: who may read it directly sees them all'
            : 'reading it reads the table too, and only its own policies are asked: it has none',
      });
    };
    for (const child of all(key, children)) add('child', child);
    for (const parent of all(key, parents)) add('parent', parent);
  }
  return list.found;
});

/** TRUNCATE asks no policy. Reads `relations`, `columns`, `roles`, `memberships`, `databases`. */
export const bypassesByTruncate = memo((database: DatabaseFacts): BypassesByTable => {
  const list = new BypassList();
  for (const table of protectedTables(database)) {
    const holders = holdersBound(database, relationRef(database, table), ['TRUNCATE'], table);
    if (holders.roles.length + holders.afterSetRole.length === 0) continue;
    list.add(table, {
      kind: 'truncate',
      object: relationRef(database, table),
      ...holders,
      certain: true,
      why: 'TRUNCATE empties the table without asking any policy',
    });
  }
  return list.found;
});

/** Logical replication sends rows whatever the policies say. Reads `relations`, `publications`. */
export const bypassesByPublication = memo((database: DatabaseFacts): BypassesByTable => {
  const list = new BypassList();
  const tables = protectedTables(database);
  for (const publication of database.read('publications')) {
    const listed = new Map(publication.tables.map((row) => [relationKey(row.schema, row.table), row]));
    for (const table of tables) {
      const row = listed.get(relationKey(table.schema, table.name));
      if (!publication.allTables && !row) continue;
      list.add(table, {
        kind: 'publication',
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
