import { type AssumedSetting, everyCase, TooManyCases } from './choices.ts';
import { mentionsIn, type SettingRead } from './expression-mentions.ts';
import { parseSql } from './parser.ts';
import { listOf, nodeOf, type TreeValue } from './tree.ts';
import { truthOf } from './truth.ts';

/** What a policy lets through when the settings it reads are absent, or empty as `SET LOCAL` leaves them after its transaction. */
export type WithoutSetting =
  /** Every row. */
  | 'opens'
  /** No row. */
  | 'hides'
  /** An error, and so no row. */
  | 'error'
  /** Some rows, or it could not be told. */
  | 'varies';

/** A row security expression, judged by its parse tree. */
export interface ExpressionJudgement {
  /**
   * `true`: no row fails it (a row with NULL in a compared column may). `false`: no row passes it, NULL included.
   * `null`: it depends, or it could not be told.
   */
  readonly constant: 'true' | 'false' | null;
  /** Columns of the protected relation that it mentions. Sorted. */
  readonly columns: readonly string[];
  readonly mentionsTenantColumn: boolean;
  readonly settings: readonly SettingRead[];
  /** `null` where no setting is read. */
  readonly whenSettingsAbsent: WithoutSetting | null;
  readonly whenSettingsEmpty: WithoutSetting | null;
  /** Functions called, as written, without `pg_catalog`. Sorted. */
  readonly functions: readonly string[];
  /** Other relations that subqueries read: `schema.name` or `name` as written. Sorted. */
  readonly relations: readonly string[];
  /** `current_user`, `session_user` … that it compares with. */
  readonly identities: readonly string[];
  /** Why nothing could be judged; everything else is then empty. */
  readonly parseError: string | null;
}

/** The relation an expression protects. */
export interface ExpressionScope {
  readonly relation?: string;
  /** Names of its columns; without them every unqualified name counts as one. */
  readonly columns?: readonly string[];
  /** Those of them that are NOT NULL. */
  readonly notNull?: readonly string[];
  readonly tenantColumn?: string | null;
}

/** The one expression in `SELECT (…)`, or why there is none. */
function expressionTree(text: string): { readonly value: TreeValue } | { readonly error: string } {
  if (text.trim() === '') return { error: 'it was dropped while the scan ran' };
  const parsed = parseSql(`SELECT (${text}\n)`);
  if ('error' in parsed) return parsed;
  const statements = listOf(parsed.tree.stmts);
  const [statement] = statements;
  const select =
    typeof statement === 'object' && statement !== null && !Array.isArray(statement) && 'stmt' in statement
      ? nodeOf(statement.stmt)
      : null;
  const targets = listOf(select?.fields.targetList);
  const value = nodeOf(targets[0])?.fields.val;
  const alone =
    statements.length === 1 &&
    targets.length === 1 &&
    select?.fields.fromClause === undefined &&
    select?.fields.larg === undefined;
  return alone && value !== undefined ? { value } : { error: 'the text is not one expression' };
}

interface Outcomes {
  readonly always: boolean;
  readonly never: boolean;
  readonly errs: boolean;
}

function outcomesOf(
  value: TreeValue,
  setting: AssumedSetting,
  notNull: ReadonlySet<string>,
): Outcomes | null {
  let [always, never, errs] = [true, true, false];
  let passed = false;
  try {
    for (const { outcome, nullColumn } of everyCase({ setting, notNull }, (choices) =>
      truthOf(value, choices),
    )) {
      if (outcome === true) [passed, never] = [true, false];
      else if (outcome !== null || !nullColumn) always = false;
      if (outcome === 'error') errs = true;
      if (!always && !never) break;
    }
    return { always: always && passed, never, errs };
  } catch (error) {
    if (error instanceof TooManyCases || error instanceof RangeError) return null;
    throw error;
  }
}

function without(outcomes: Outcomes | null): WithoutSetting {
  if (outcomes === null) return 'varies';
  if (outcomes.always) return 'opens';
  if (!outcomes.never) return 'varies';
  return outcomes.errs ? 'error' : 'hides';
}

/**
 * Judges a USING or WITH CHECK expression as the server deparses it. Tautologies are found by going through the cases
 * that its tests and comparisons leave open, not by their looks. Needs `loadParser()` first.
 */
export function judgeExpression(text: string, scope: ExpressionScope = {}): ExpressionJudgement {
  const tree = expressionTree(text);
  if ('error' in tree) {
    return {
      constant: null,
      columns: [],
      mentionsTenantColumn: false,
      settings: [],
      whenSettingsAbsent: null,
      whenSettingsEmpty: null,
      functions: [],
      relations: [],
      identities: [],
      parseError: tree.error,
    };
  }
  const notNull = new Set(scope.notNull ?? []);
  const mentions = mentionsIn(tree.value, scope);
  const outcomes = outcomesOf(tree.value, 'any', notNull);
  const reads = mentions.settings.length > 0;
  return {
    constant: outcomes?.always ? 'true' : outcomes?.never ? 'false' : null,
    ...mentions,
    mentionsTenantColumn: scope.tenantColumn != null && mentions.columns.includes(scope.tenantColumn),
    whenSettingsAbsent: reads ? without(outcomesOf(tree.value, 'absent', notNull)) : null,
    whenSettingsEmpty: reads ? without(outcomesOf(tree.value, 'empty', notNull)) : null,
    parseError: null,
  };
}
