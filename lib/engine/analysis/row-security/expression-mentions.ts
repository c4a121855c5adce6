import type { ExpressionScope } from './judge-expression.ts';
import { literalOf } from './scalar.ts';
import { functionName } from './session-values.ts';
import { isTree, listOf, namesOf, nodeOf, nodesIn, type TreeNode, type TreeValue } from './tree.ts';

/** One `current_setting(…)`. */
export interface SettingRead {
  /** `null` where the name is itself computed. */
  readonly name: string | null;
  /** Called with `missing_ok`: NULL instead of an error where the setting does not exist. */
  readonly missingOk: boolean;
  /** Inside `NULLIF(…, '')`: the empty string counts as absent. */
  readonly guardedAgainstEmpty: boolean;
}

export interface Mentions {
  readonly columns: readonly string[];
  readonly settings: readonly SettingRead[];
  readonly functions: readonly string[];
  readonly relations: readonly string[];
  readonly identities: readonly string[];
}

const sorted = (names: Iterable<string>) => [...new Set(names)].sort();

function constantText(value: TreeValue | undefined): string | null {
  const node = nodeOf(value);
  if (node?.kind === 'TypeCast') return constantText(node.fields.arg);
  return node?.kind === 'A_Const' ? literalOf(node.fields) : null;
}

/** Columns of the protected relation: outside subqueries by bare name, inside them the server writes them qualified. */
function* columnsIn(
  value: TreeValue | undefined,
  scope: ExpressionScope,
  inSubquery: boolean,
): Generator<string> {
  if (Array.isArray(value)) {
    for (const item of value) yield* columnsIn(item, scope, inSubquery);
    return;
  }
  if (!isTree(value)) return;
  const node = nodeOf(value);
  if (node?.kind === 'ColumnRef') {
    const names = namesOf(node.fields.fields);
    const column = names.at(-1) ?? '';
    const qualifier = names.at(-2);
    const own =
      qualifier === undefined
        ? !inSubquery
        : scope.relation === undefined
          ? !inSubquery
          : qualifier === scope.relation;
    if (own && (scope.columns === undefined || scope.columns.includes(column) || column === '*'))
      yield column;
    return;
  }
  for (const [name, inner] of Object.entries(node?.fields ?? value)) {
    // What IN and ANY compare stands outside of their subquery.
    const inside = node?.kind === 'SubLink' && name !== 'testexpr';
    yield* columnsIn(inner, scope, inSubquery || inside);
  }
}

function guardedSettings(value: TreeValue): ReadonlySet<TreeNode['fields']> {
  const guarded = new Set<TreeNode['fields']>();
  for (const node of nodesIn(value)) {
    if (
      node.kind !== 'A_Expr' ||
      node.fields.kind !== 'AEXPR_NULLIF' ||
      constantText(node.fields.rexpr) !== ''
    )
      continue;
    for (const inner of nodesIn(node.fields.lexpr)) if (inner.kind === 'FuncCall') guarded.add(inner.fields);
  }
  return guarded;
}

function settingOf(node: TreeNode, guarded: ReadonlySet<TreeNode['fields']>): SettingRead {
  const [name, missingOk] = listOf(node.fields.args);
  return {
    name: constantText(name),
    missingOk: constantText(missingOk) === 'true',
    guardedAgainstEmpty: guarded.has(node.fields),
  };
}

/** What an expression names: columns, settings, functions, other relations, identities. */
export function mentionsIn(value: TreeValue, scope: ExpressionScope): Mentions {
  const nodes = nodesIn(value);
  const guarded = guardedSettings(value);
  const settings = nodes
    .filter((node) => node.kind === 'FuncCall' && functionName(node) === 'current_setting')
    .map((node) => settingOf(node, guarded));
  return {
    columns: sorted(columnsIn(value, scope, false)),
    settings: [...new Map(settings.map((one) => [JSON.stringify(one), one])).values()],
    functions: sorted(nodes.filter((node) => node.kind === 'FuncCall').map(functionName)),
    relations: sorted(
      nodes
        .filter((node) => node.kind === 'RangeVar')
        .map(({ fields }) =>
          [fields.schemaname, fields.relname].filter((name) => typeof name === 'string').join('.'),
        ),
    ),
    identities: sorted(
      nodes
        .filter((node) => node.kind === 'SQLValueFunction')
        .map((node) => String(node.fields.op).replace('SVFOP_', '').toLowerCase()),
    ),
  };
}
