import type { DatabaseFacts } from '../facts.ts';
import { relationKey } from '../relation-index.ts';
import { bypassesByForeign } from './bypass-by-foreign.ts';
import { bypassesByInheritance } from './bypass-by-inheritance.ts';
import { bypassesByKey } from './bypass-by-key.ts';
import { bypassesByPublication, bypassesByTruncate } from './bypass-by-relation.ts';
import { bypassesByRole } from './bypass-by-role.ts';
import { bypassesByRoutine, type RoutineBypasses } from './bypass-by-routine.ts';
import { bypassesByView } from './bypass-by-view.ts';
import type { RowBypass } from './row-bypass.ts';
import type { StatedTenancy } from './stated-tenancy.ts';
import { type TableRowSecurity, tablesRowSecurity } from './table-row-security.ts';

/** Row security of one database: tables with their policies judged, and the ways round them. */
export interface RowSecurityReport {
  /** Tables and partitioned tables outside system schemas, in the inventory's order. */
  readonly tables: readonly TableRowSecurity[];
  table(schema: string, name: string): TableRowSecurity | null;
  /**
   * Ways round the policies of a table with row security: roles, views, routines, children and parents, TRUNCATE,
   * publications, keys, foreign tables and servers that lead back here, dblink. Throws `UnreadSection` where a section that
   * one of them reads is a gap; the single finders (`bypassesByView` …) say which are theirs.
   */
  bypasses(table: TableRowSecurity): readonly RowBypass[];
  /** SECURITY DEFINER routines that may be a way round, and could not be read. */
  undecidedRoutines(): RoutineBypasses['undecided'];
}

/**
 * Judges row security. Reads `relations`, `columns`, `policies`, `roles`, `memberships`, `databases` at once, and more for
 * `bypasses`. Needs `loadParser()` first.
 */
export function rowSecurity(database: DatabaseFacts, policy: StatedTenancy): RowSecurityReport {
  const tables = tablesRowSecurity(database, policy);
  return {
    tables: [...tables.values()],
    table: (schema, name) => tables.get(relationKey(schema, name)) ?? null,
    bypasses: ({ relation }) => {
      const key = relationKey(relation.schema, relation.name);
      return [bypassesByRole, bypassesByView, bypassesByTruncate, bypassesByPublication, bypassesByForeign]
        .map((find) => find(database))
        .concat(
          bypassesByInheritance(database)(policy),
          bypassesByKey(database)(policy),
          bypassesByRoutine(database).byTable,
        )
        .flatMap((found) => found.get(key) ?? []);
    },
    undecidedRoutines: () => bypassesByRoutine(database).undecided,
  };
}
