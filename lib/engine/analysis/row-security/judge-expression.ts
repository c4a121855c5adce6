import { mentionsIn, type SettingRead } from './expression-mentions.ts';
import { outcomesOf } from './expression-outcomes.ts';
import { expressionTree } from './expression-tree.ts';
import { isSessionCall } from './session-values.ts';
import { nodesIn, type TreeValue } from './tree.ts';
import { type WithoutSetting, withoutSetting } from './without-setting.ts';

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
  /** A session that has not said who it is: no setting, and nothing from `auth.uid()` and its like. `null` where neither is read. */
  readonly whenSettingsAbsent: WithoutSetting | null;
  readonly whenSettingsEmpty: WithoutSetting | null;
  /** Functions called, as written, without `pg_catalog`. Sorted. */
  readonly functions: readonly string[];
  /** Other relations that subqueries read: `schema.name` or `name` as written. Sorted. */
  readonly relations: readonly string[];
  /** `current_user`, `session_user` … that it compares with. */
  readonly identities: readonly string[];
  /** The parse tree, for what more there is to ask of it. */
  readonly tree: TreeValue | null;
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

/**
 * Judges a USING or WITH CHECK expression as the server deparses it. Tautologies are found by going through the cases
 * that its tests and comparisons leave open, not by their looks. Needs `loadParser()` first.
 */
export function judgeExpression(text: string, scope: ExpressionScope = {}): ExpressionJudgement {
  return judgeTree(expressionTree(text), scope);
}

/** The same, of an expression that was parsed already. */
export function judgeTree(
  tree: ReturnType<typeof expressionTree>,
  scope: ExpressionScope,
): ExpressionJudgement {
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
      tree: null,
      parseError: tree.error,
    };
  }
  const notNull = new Set(scope.notNull ?? []);
  const mentions = mentionsIn(tree.value, scope);
  const outcomes = outcomesOf(tree.value, 'any', notNull);
  const reads = mentions.settings.length > 0 || nodesIn(tree.value).some(isSessionCall);
  return {
    constant: outcomes?.always ? 'true' : outcomes?.never ? 'false' : null,
    ...mentions,
    mentionsTenantColumn: scope.tenantColumn != null && mentions.columns.includes(scope.tenantColumn),
    whenSettingsAbsent: reads ? withoutSetting(outcomesOf(tree.value, 'absent', notNull)) : null,
    whenSettingsEmpty: reads ? withoutSetting(outcomesOf(tree.value, 'empty', notNull)) : null,
    tree: tree.value,
    parseError: null,
  };
}
