import type { Choices } from './choices.ts';
import { comparisons, equal, type Scalar, scalarOf, wrappedExpression } from './scalar.ts';
import { keyOf, listOf, namesOf, nodeOf, type TreeNode, type TreeValue } from './tree.ts';

/** SQL's three values; `null` is unknown. */
export type Truth = boolean | null;

function not(value: Truth): Truth {
  return value === null ? null : !value;
}

/** Both have to be looked at unless the first settles it, as the planner may. */
function any(items: readonly TreeValue[], choices: Choices): Truth {
  let result: Truth = false;
  for (const item of items) {
    const one = truthOf(item, choices);
    if (one === true) return true;
    if (one === null) result = null;
  }
  return result;
}

function all(items: readonly TreeValue[], choices: Choices): Truth {
  let result: Truth = true;
  for (const item of items) {
    const one = truthOf(item, choices);
    if (one === false) return false;
    if (one === null) result = null;
  }
  return result;
}

type Known = Scalar & { readonly null: false };

function ordered(operator: string, a: Known, b: Known, choices: Choices): boolean {
  const numbers = [a.literal, b.literal].map((text) =>
    text !== null && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : null,
  );
  const [x, y] = numbers;
  if (x != null && y != null)
    return operator === '<' ? x < y : operator === '>' ? x > y : operator === '<=' ? x <= y : x >= y;
  if (a.key === b.key && a.stable && b.stable) return operator.endsWith('=');
  // a >= b is not (a < b), a > b is not (a <= b), and b > a is a < b: one question for all of them.
  if (operator === '>=' || operator === '>') return ordered(operator === '>' ? '<' : '<=', b, a, choices);
  if (operator === '<=') return !ordered('<', b, a, choices);
  return choices.choose(`lt:${a.key}:${b.key}`);
}

function compare(operator: string, a: Scalar, b: Scalar, choices: Choices): Truth {
  if (a.null || b.null) return null;
  if (operator === '=') return equal(a, b, choices);
  return operator === '<>' || operator === '!=' ? !equal(a, b, choices) : ordered(operator, a, b, choices);
}

/** Patterns that take any text. */
const takesAll: Readonly<Record<string, RegExp>> = {
  '~~': /^%+$/,
  '~~*': /^%+$/,
  '~': /^(\^?\.\*\$?)?$/,
  '~*': /^(\^?\.\*\$?)?$/,
};

function elements(value: TreeValue | undefined): readonly TreeValue[] | null {
  if (Array.isArray(value)) return value;
  const node = nodeOf(value);
  if (node?.kind === 'TypeCast') return elements(node.fields.arg);
  if (node?.kind === 'List') return listOf(node.fields.items);
  return node?.kind === 'A_ArrayExpr' ? listOf(node.fields.elements) : null;
}

function anyOf(node: TreeNode, operator: string, choices: Choices): Truth {
  const left = scalarOf(node.fields.lexpr, choices);
  let result: Truth = false;
  for (const element of elements(node.fields.rexpr) ?? []) {
    const one = compare(operator, left, scalarOf(element, choices), choices);
    if (one === true) return true;
    if (one === null) result = null;
  }
  return result;
}

function operatorTruth(node: TreeNode, value: TreeValue | undefined, choices: Choices): Truth {
  const { kind, lexpr, rexpr } = node.fields;
  const operator = namesOf(node.fields.name).at(-1) ?? '';
  if (kind === 'AEXPR_IN')
    return operator === '<>' ? not(anyOf(node, '=', choices)) : anyOf(node, '=', choices);
  if (kind === 'AEXPR_OP_ANY' && comparisons.includes(operator) && elements(rexpr))
    return anyOf(node, operator, choices);
  if (kind === 'AEXPR_NULLIF') return boolean(scalarOf(value, choices), choices);
  if (kind === 'AEXPR_DISTINCT' || kind === 'AEXPR_NOT_DISTINCT') {
    const [a, b] = [scalarOf(lexpr, choices), scalarOf(rexpr, choices)];
    const same = a.null || b.null ? a.null && b.null : equal(a, b, choices);
    return kind === 'AEXPR_DISTINCT' ? !same : same;
  }
  const pattern = Object.hasOwn(takesAll, operator) ? takesAll[operator] : undefined;
  if (kind === 'AEXPR_OP' && pattern) {
    const [a, b] = [scalarOf(lexpr, choices), scalarOf(rexpr, choices)];
    if (a.null || b.null) return null;
    if (b.literal !== null && pattern.test(b.literal)) return true;
  }
  if (kind === 'AEXPR_OP' && lexpr !== undefined && comparisons.includes(operator)) {
    return compare(operator, scalarOf(lexpr, choices), scalarOf(rexpr, choices), choices);
  }
  return undecided(value, choices);
}

function undecided(value: TreeValue | undefined, choices: Choices): Truth {
  const key = keyOf(value);
  return choices.choose(`null:${key}`) ? null : choices.choose(`true:${key}`);
}

function boolean(value: Scalar, choices: Choices): Truth {
  if (value.null) return null;
  if (value.literal !== null) return /^(t|true|on|yes|y|1)$/i.test(value.literal);
  return choices.choose(`true:${value.key}`);
}

function caseTruth(node: TreeNode, choices: Choices): Truth {
  const subject = node.fields.arg;
  for (const item of listOf(node.fields.args)) {
    const when = nodeOf(item);
    const condition = when?.fields.expr;
    const met =
      subject === undefined
        ? truthOf(condition, choices)
        : compare('=', scalarOf(subject, choices), scalarOf(condition, choices), choices);
    if (met === true) return truthOf(when?.fields.result, choices);
  }
  return node.fields.defresult === undefined ? null : truthOf(node.fields.defresult, choices);
}

function booleanTest(test: string, value: Truth): boolean {
  switch (test) {
    case 'IS_TRUE':
      return value === true;
    case 'IS_NOT_TRUE':
      return value !== true;
    case 'IS_FALSE':
      return value === false;
    case 'IS_NOT_FALSE':
      return value !== false;
    case 'IS_UNKNOWN':
      return value === null;
    default:
      return value !== null;
  }
}

/** What a condition comes to in one case. */
export function truthOf(value: TreeValue | undefined, choices: Choices): Truth {
  const node = nodeOf(value);
  if (!node) return undecided(value, choices);
  switch (node.kind) {
    case 'BoolExpr': {
      const items = listOf(node.fields.args);
      if (node.fields.boolop === 'OR_EXPR') return any(items, choices);
      return node.fields.boolop === 'AND_EXPR' ? all(items, choices) : not(truthOf(items[0], choices));
    }
    case 'NullTest': {
      const isNull = scalarOf(node.fields.arg, choices).null;
      return node.fields.nulltesttype === 'IS_NULL' ? isNull : !isNull;
    }
    case 'BooleanTest':
      return booleanTest(String(node.fields.booltesttype), truthOf(node.fields.arg, choices));
    case 'A_Expr':
      return operatorTruth(node, value, choices);
    case 'CaseExpr':
      return caseTruth(node, choices);
    case 'SubLink': {
      const inner = wrappedExpression(node);
      if (inner === null) return undecided(value, choices);
      if (node.fields.subLinkType === 'EXISTS_SUBLINK') return true;
      return node.fields.subLinkType === 'EXPR_SUBLINK' ? truthOf(inner, choices) : undecided(value, choices);
    }
    default:
      return boolean(scalarOf(value, choices), choices);
  }
}
