import type { ColumnRow } from '../../inventory/sections/columns.ts';
import type { PolicyRow } from '../../inventory/sections/policies.ts';
import { type ExpressionJudgement, type ExpressionScope, judgeExpression } from './judge-expression.ts';

/** A policy with its expressions judged. */
export interface JudgedPolicy {
  readonly row: PolicyRow;
  /** `null`: no USING clause. */
  readonly using: ExpressionJudgement | null;
  /** What new rows are held against: WITH CHECK, or USING where the command has both; `null` where there is neither. */
  readonly check: ExpressionJudgement | null;
  /** A permissive policy without any expression lets nobody through; a restrictive one restricts nothing. */
  readonly empty: boolean;
  /** WITH CHECK accepts rows that USING would hide: it is always true, or drops the tenant column that USING compares. */
  readonly checkWiderThanUsing: boolean;
}

const reusesUsing = (command: PolicyRow['command']) => command === 'ALL' || command === 'UPDATE';

/** Judges one policy of a relation with these columns. Needs `loadParser()` first. */
export function judgePolicy(
  row: PolicyRow,
  columns: readonly ColumnRow[],
  tenantColumn: string | null,
  judge: (text: string, scope: ExpressionScope) => ExpressionJudgement = judgeExpression,
): JudgedPolicy {
  const scope = {
    relation: row.relation,
    columns: columns.map((column) => column.name),
    notNull: columns.filter((column) => column.notNull).map((column) => column.name),
    tenantColumn,
  };
  const using = row.using === null ? null : judge(row.using, scope);
  // A clause of its own, also where it reads as the other one does.
  const own = row.withCheck === null ? null : { ...judge(row.withCheck, scope) };
  const wider =
    own !== null &&
    using !== null &&
    own.parseError === null &&
    ((own.constant === 'true' && using.constant !== 'true') ||
      (using.mentionsTenantColumn && !own.mentionsTenantColumn && own.constant !== 'false'));
  return {
    row,
    using,
    check: own ?? (reusesUsing(row.command) ? using : null),
    empty: using === null && own === null,
    checkWiderThanUsing: wider,
  };
}
