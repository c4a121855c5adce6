import type { RelationRow } from '../../inventory/sections/relations.ts';
import type { DatabaseFacts } from '../facts.ts';
import { memo } from '../memo.ts';
import { relationKey, relationsByKey, relationsOfKind } from '../relation-index.ts';
import { inheritanceOf } from './inheritance-of.ts';
import {
  type BypassesByTable,
  BypassList,
  holdersBound,
  protectedTables,
  relationRef,
  rowPrivileges,
} from './row-bypass.ts';
import { bypassesPolicies } from './table-row-security.ts';

/** Whether a view reads as whoever queries it (15+); the option's value as PostgreSQL reads booleans. */
export function isInvokerView(view: RelationRow): boolean {
  return view.options.some((option) => /^security_invoker=(on|t(r(ue?)?)?|y(es?)?|1)$/i.test(option));
}

/** Relations each view reads directly, by `relationKey`. */
export const viewSources = memo((database: DatabaseFacts): ReadonlyMap<string, readonly RelationRow[]> => {
  const relations = relationsByKey(database);
  const sources = new Map<string, RelationRow[]>();
  for (const row of database.read('view-dependencies')) {
    const source =
      row.kind === 'relation' ? relations.get(relationKey(row.dependsOnSchema, row.dependsOn)) : undefined;
    if (!source) continue;
    const key = relationKey(row.schema, row.view);
    const list = sources.get(key);
    if (list) list.push(source);
    else sources.set(key, [source]);
  }
  return sources;
});

/** A table that is handed out past its policies, and whose rights it is, or was, read with. */
export interface Leak {
  readonly table: RelationRow;
  readonly as: string;
  readonly through: 'view' | 'materialized-view';
  /** What is read in its place, and has no row security: a partition of it, or a parent whose queries include it. */
  readonly part: RelationRow | null;
}

/**
 * What reading `view` shows past policies. `current` is who the query runs as where that is fixed (a materialized view
 * is filled as its owner), else `null`: then policies apply to whoever asks. A `security_invoker` view is read as the
 * current user even below an ordinary view, an ordinary one as its own owner.
 */
function leaksOf(
  database: DatabaseFacts,
  view: RelationRow,
  current: string | null,
  seen: ReadonlySet<string>,
): Leak[] {
  const sources = viewSources(database);
  const key = JSON.stringify([view.schema, view.name, current]);
  if (seen.has(key)) return [];
  const path = new Set([...seen, key]);
  const filled = view.kind === 'materialized-view' ? view.owner : current;
  const as = view.kind === 'materialized-view' || isInvokerView(view) ? filled : view.owner;
  return (sources.get(relationKey(view.schema, view.name)) ?? []).flatMap((source): Leak[] => {
    if (source.kind === 'view') return leaksOf(database, source, filled, path);
    if (source.kind === 'materialized-view') {
      return leaksOf(database, source, null, path).map((leak) => ({ ...leak, through: 'materialized-view' }));
    }
    if (as === null) return [];
    const through = view.kind === 'materialized-view' ? 'materialized-view' : 'view';
    return shownBy(database, source, as).map((leak) => ({ ...leak, through }));
  });
}

/**
 * Tables whose rows reading this one as `as` shows past policies: its own, where they do not bind that role; without row security of
 * its own, those of the tables whose rows it holds a part of (a partition's parents) or reads too (inheritance children).
 */
function shownBy(database: DatabaseFacts, source: RelationRow, as: string): Omit<Leak, 'through'>[] {
  if (source.rowSecurity)
    return bypassesPolicies(database, as, source) ? [{ table: source, as, part: null }] : [];
  const { above, below } = inheritanceOf(database);
  const key = relationKey(source.schema, source.name);
  return [...above(key), ...below(key)]
    .filter((table) => table.rowSecurity)
    .map((table) => ({ table, as, part: source }));
}

/** Views and materialized views that hand out rows past policies. Reads `relations`, `inheritance`, `view-dependencies`, `columns`, `roles`, `memberships`, `databases`. */
export const bypassesByView = memo((database: DatabaseFacts): BypassesByTable => {
  const list = new BypassList();
  if (protectedTables(database).length === 0) return list.found;
  const look = (view: RelationRow, kind: 'view' | 'materialized-view') => {
    const leaks = new Map(
      leaksOf(database, view, null, new Set()).map((leak) => [
        relationKey(leak.table.schema, leak.table.name),
        leak,
      ]),
    );
    for (const { table, as, through, part } of leaks.values()) {
      const reads = kind === 'view' && through === 'view';
      list.add(table, {
        kind,
        gives: 'rows',
        object: relationRef(database, view),
        ...holdersBound(database, relationRef(database, view), reads ? rowPrivileges : ['SELECT'], table),
        certain: true,
        why:
          through === 'materialized-view'
            ? `it holds rows that ${as}, whom the policies do not bind, had put there`
            : part === null
              ? `it reads the table as ${as}, whom the policies do not bind`
              : `it reads ${part.schema}.${part.name}, which shares rows with the table and has no row security`,
      });
    }
  };
  for (const view of relationsOfKind(database, 'view')) look(view, 'view');
  for (const view of relationsOfKind(database, 'materialized-view')) look(view, 'materialized-view');
  return list.found;
});

/** What reading a relation as this role shows past policies: a table's rows themselves, or what a view leads to. */
export function leaksThrough(database: DatabaseFacts, relation: RelationRow, as: string): readonly Leak[] {
  if (relation.kind === 'view' || relation.kind === 'materialized-view')
    return leaksOf(database, relation, as, new Set());
  const table = relation.kind === 'table' || relation.kind === 'partitioned-table';
  return table ? shownBy(database, relation, as).map((leak) => ({ ...leak, through: 'view' })) : [];
}
