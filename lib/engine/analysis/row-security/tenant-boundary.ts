import type { DatabaseFacts } from '../facts.ts';
import type { ExpressionJudgement } from './judge-expression.ts';
import type { PolicySide } from './policy-effect.ts';
import { ownsTable, type TableRowSecurity } from './table-row-security.ts';

/**
 * The columns that tell one role's rows from another's: the tenant column where the customer's policy states it, else
 * every column the policies compare. Empty: nothing is known to, and nothing can carry it.
 */
export function boundaryOf(table: TableRowSecurity): readonly string[] {
  if (table.tenantColumn !== null && table.required === true) return [table.tenantColumn];
  return [...new Set(table.policies.flatMap(({ using }) => using?.columns ?? []))].sort();
}

/** Whether a key's columns hold the whole boundary: values of other tenants then are other keys. */
export function carriesBoundary(table: TableRowSecurity, columns: readonly (string | null)[]): boolean {
  const boundary = boundaryOf(table);
  return boundary.length > 0 && boundary.every((column) => columns.includes(column));
}

/**
 * Whether the policies of a command hold the role to these columns: every permissive one satisfies `holds`, or some
 * restrictive one does. A permissive policy without an expression lets nobody through.
 */
export function isHeldTo(
  table: TableRowSecurity,
  role: string,
  { command, side }: { readonly command: 'INSERT' | 'UPDATE' | 'DELETE'; readonly side: PolicySide },
  holds: (judged: ExpressionJudgement) => boolean,
): boolean {
  const expressions = (permissive: boolean) =>
    table
      .policiesFor(role)
      .filter(
        ({ row }) => row.permissive === permissive && (row.command === 'ALL' || row.command === command),
      )
      .flatMap(({ using, check }) => (side === 'using' ? using : check) ?? []);
  return expressions(true).every(holds) || expressions(false).some(holds);
}

/** Whether an expression compares all of these columns, of which there must be one. */
export const compares =
  (columns: readonly string[]) =>
  (judged: ExpressionJudgement): boolean =>
    columns.length > 0 && columns.every((column) => judged.columns.includes(column));

/** Policies show the role every row as it is, or it may switch them off: that a value is there is no news to it. */
export function learnsNothing(database: DatabaseFacts, role: string, table: TableRowSecurity): boolean {
  return table.effectFor(role, 'SELECT') === 'open' || ownsTable(database, role, table.relation);
}
