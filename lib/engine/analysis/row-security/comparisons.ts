import { memo } from '../memo.ts';
import { literalOf } from './scalar.ts';
import { functionName } from './session-values.ts';
import {
  aboutTree,
  isTree,
  listOf,
  namesOf,
  nodeOf,
  nodesIn,
  type Tree,
  type TreeNode,
  type TreeValue,
} from './tree.ts';

/** `left operator right`, or `left operator ANY (right, …)`. */
export interface Comparison {
  readonly operator: string;
  readonly left: TreeValue;
  /** One value, or each of a list. */
  readonly right: readonly TreeValue[];
  /** `NOT IN`, `<>`, `IS DISTINCT FROM`. */
  readonly negated: boolean;
}

/** The elements of a list or an array constructor, or the value itself. */
function elements(value: TreeValue | undefined): readonly TreeValue[] {
  const node = nodeOf(value);
  if (Array.isArray(value)) return value;
  if (node?.kind === 'TypeCast' && nodeOf(node.fields.arg)?.kind === 'A_ArrayExpr')
    return elements(node.fields.arg);
  if (node?.kind === 'List') return listOf(node.fields.items);
  if (node?.kind === 'A_ArrayExpr') return listOf(node.fields.elements);
  return value === undefined ? [] : [value];
}

/** Several controls ask the same of each expression: it is looked through once. */
const comparisonsBelow = memo((tree: Tree): readonly Comparison[] =>
  nodesIn(tree).flatMap(({ kind, fields }): Comparison[] => {
    if (kind !== 'A_Expr' || fields.lexpr === undefined || fields.rexpr === undefined) return [];
    const operator = namesOf(fields.name).at(-1) ?? '';
    const negated = operator === '<>' || operator === '!=' || fields.kind === 'AEXPR_DISTINCT';
    return [{ operator, left: fields.lexpr, right: elements(fields.rexpr), negated }];
  }),
);

/** Every operator with two sides that stands anywhere in an expression, in subqueries too. */
export function comparisonsIn(value: TreeValue | undefined): readonly Comparison[] {
  return isTree(value) ? comparisonsBelow(value) : [];
}

/** What a value is beneath casts, collations, `(SELECT …)` around it, and the case it is turned into. */
export function bareOf(value: TreeValue | undefined): TreeNode | null {
  const node = nodeOf(value);
  if (node?.kind === 'TypeCast' || node?.kind === 'CollateClause') return bareOf(node.fields.arg);
  if (node?.kind === 'FuncCall' && ['lower', 'upper'].includes(functionName(node)))
    return bareOf(listOf(node.fields.args)[0]);
  if (node?.kind === 'SubLink' && node.fields.subLinkType === 'EXPR_SUBLINK') {
    const select = nodeOf(node.fields.subselect);
    const targets = listOf(select?.fields.targetList);
    if (select?.fields.fromClause === undefined && targets.length === 1)
      return bareOf(nodeOf(targets[0])?.fields.val);
  }
  return node;
}

/** The text of a constant, casts aside; `null` for anything else. */
export function constantOf(value: TreeValue | undefined): string | null {
  const node = bareOf(value);
  return node?.kind === 'A_Const' ? literalOf(node.fields) : null;
}

/** A column by bare name, which outside subqueries is one of the protected table's; `null` for anything else. */
export function columnOf(value: TreeValue | undefined): string | null {
  const node = bareOf(value);
  return node?.kind === 'ColumnRef' ? (namesOf(node.fields.fields).at(-1) ?? null) : null;
}

const equalities: ReadonlySet<string> = new Set(['=', '<>', '!=']);

/** One reading of an equality. */
export interface Equality {
  readonly one: TreeValue;
  readonly other: TreeValue;
  readonly negated: boolean;
}

/** Both readings of every equality, and its denial: `a = b` is `b = a`. */
export const equalitiesIn = aboutTree((value): readonly Equality[] =>
  comparisonsIn(value)
    .filter(({ operator }) => equalities.has(operator))
    .flatMap(({ left, right, negated }) =>
      right.flatMap((one) => [
        { one: left, other: one, negated },
        { one, other: left, negated },
      ]),
    ),
);
