import { type Choices, EvaluationError } from './choices.ts';
import { functionName, isSessionCall } from './session-values.ts';
import { isTree, keyOf, listOf, namesOf, nodeOf, type Tree, type TreeNode, type TreeValue } from './tree.ts';
import { truthOf } from './truth.ts';

/** A value as far as it is known: NULL, a literal, or something with a name that is the same wherever it stands. */
export type Scalar =
  | { readonly null: true }
  | {
      readonly null: false;
      readonly key: string;
      readonly literal: string | null /** Two evaluations give the same value. */;
      readonly stable: boolean;
    };

const nullValue: Scalar = { null: true };
const literal = (text: string): Scalar => ({ null: false, key: `=${text}`, literal: text, stable: true });

/** The text of a constant: numbers as written, booleans as `true` and `false`. */
export function literalOf(fields: Tree): string | null {
  const { sval, ival, fval, boolval } = fields;
  if (isTree(sval)) return typeof sval.sval === 'string' ? sval.sval : '';
  if (isTree(ival)) return String(ival.ival ?? 0);
  if (isTree(fval)) return typeof fval.fval === 'string' ? fval.fval : null;
  return isTree(boolval) ? String(boolval.boolval === true) : null;
}

const textTypes = ['text', 'varchar', 'bpchar', 'char', 'name', 'citext', 'unknown', 'bytea'];

function typeName(value: TreeValue | undefined): string {
  const fields = isTree(value) ? value : {};
  return namesOf(fields.names).at(-1) ?? '';
}

function cast(node: TreeNode, choices: Choices): Scalar {
  const value = scalarOf(node.fields.arg, choices);
  const type = typeName(node.fields.typeName);
  if (value.null || value.literal === null)
    return value.null ? value : { ...value, key: `${value.key}::${type}` };
  if (type === 'bool') return literal(/^(t|true|on|yes|1|y)$/i.test(value.literal) ? 'true' : 'false');
  if (value.literal === '' && !textTypes.includes(type)) throw new EvaluationError(`'' is no ${type}`);
  return value;
}

/** `current_setting` under the assumption of the case at hand. */
function setting(node: TreeNode, choices: Choices): Scalar {
  const [name, missingOk] = listOf(node.fields.args);
  const lenient = nodeOf(missingOk);
  const assumed = choices.setting;
  if (assumed === 'empty') return literal('');
  const key = keyOf(name);
  if (lenient === null) {
    if (assumed === 'absent') throw new EvaluationError('the setting does not exist');
    return { null: false, key: `setting:${key}`, literal: null, stable: true };
  }
  if (assumed === 'present') return { null: false, key: `setting:${key}`, literal: null, stable: true };
  if (assumed === 'absent' || choices.choose(`null:setting:${key}`)) return nullValue;
  return { null: false, key: `setting:${key}`, literal: null, stable: true };
}

/** `auth.uid()` and its like: NULL to a session without settings, as such functions are written. */
function sessionCall(node: TreeNode, value: TreeValue | undefined, choices: Choices): Scalar {
  if (choices.setting === 'absent' || choices.setting === 'empty') return nullValue;
  return choices.setting === 'present'
    ? { null: false, key: keyOf(value), literal: null, stable: true }
    : opaque(node, value, choices);
}

/** Operators into a document, all strict: NULL of NULL. */
const documentOperators = ['->', '->>', '#>', '#>>'];

/** A subquery that only wraps an expression: `(SELECT current_setting(…))`. */
export function wrappedExpression(node: TreeNode): TreeValue | null {
  const select = nodeOf(node.fields.subselect);
  if (select?.kind !== 'SelectStmt') return null;
  const plain = [
    'fromClause',
    'whereClause',
    'groupClause',
    'havingClause',
    'limitCount',
    'limitOffset',
    'withClause',
    'valuesLists',
    'larg',
  ];
  const targets = listOf(select.fields.targetList);
  if (plain.some((clause) => select.fields[clause] !== undefined) || targets.length !== 1) return null;
  return nodeOf(targets[0])?.fields.val ?? null;
}

function opaque(node: TreeNode, value: TreeValue | undefined, choices: Choices): Scalar {
  const key = keyOf(value);
  const column = node.kind === 'ColumnRef' ? (namesOf(node.fields.fields).at(-1) ?? '') : null;
  const never = (column !== null && choices.notNull.has(column)) || node.kind === 'SQLValueFunction';
  if (!never && choices.choose(`null:${key}`, column !== null)) return nullValue;
  return {
    null: false,
    key,
    literal: null,
    stable: node.kind === 'ColumnRef' || node.kind === 'SQLValueFunction',
  };
}

function coalesce(node: TreeNode, choices: Choices): Scalar {
  for (const argument of listOf(node.fields.args)) {
    const value = scalarOf(argument, choices);
    if (!value.null) return value;
  }
  return nullValue;
}

/** A setting that is present is not the empty string. */
function isEmptyOf(a: Scalar & { readonly null: false }, b: Scalar & { readonly null: false }): boolean {
  return a.literal === '' && b.key.startsWith('setting:');
}

/** Whether two values are equal; with neither NULL. What is not known is chosen, the same way each time. */
export function equal(
  a: Scalar & { readonly null: false },
  b: Scalar & { readonly null: false },
  choices: Choices,
): boolean {
  if (a.literal !== null && b.literal !== null) return a.literal === b.literal;
  if (a.key === b.key && a.stable && b.stable) return true;
  if (choices.setting === 'present' && (isEmptyOf(a, b) || isEmptyOf(b, a))) return false;
  const [first, second] = [a.key, b.key].sort();
  return choices.choose(`eq:${first}:${second}`);
}

export function scalarOf(value: TreeValue | undefined, choices: Choices): Scalar {
  const node = nodeOf(value);
  if (!node) return { null: false, key: keyOf(value), literal: null, stable: false };
  switch (node.kind) {
    case 'A_Const': {
      if (node.fields.isnull === true) return nullValue;
      const text = literalOf(node.fields);
      return text === null ? opaque(node, value, choices) : literal(text);
    }
    case 'TypeCast':
      return cast(node, choices);
    case 'CoalesceExpr':
      return coalesce(node, choices);
    case 'CollateClause':
      return scalarOf(node.fields.arg, choices);
    case 'FuncCall':
      if (functionName(node) === 'current_setting') return setting(node, choices);
      return isSessionCall(node) ? sessionCall(node, value, choices) : opaque(node, value, choices);
    case 'SubLink': {
      const inner = node.fields.subLinkType === 'EXPR_SUBLINK' ? wrappedExpression(node) : null;
      return inner === null ? opaque(node, value, choices) : scalarOf(inner, choices);
    }
    case 'A_Expr':
      if (node.fields.kind !== 'AEXPR_NULLIF') break;
      {
        const [a, b] = [scalarOf(node.fields.lexpr, choices), scalarOf(node.fields.rexpr, choices)];
        return a.null || b.null || !equal(a, b, choices) ? a : nullValue;
      }
    default:
  }
  if (!['BoolExpr', 'NullTest', 'BooleanTest', 'A_Expr', 'CaseExpr'].includes(node.kind))
    return opaque(node, value, choices);
  if (node.kind === 'A_Expr' && documentOperators.includes(namesOf(node.fields.name).at(-1) ?? '')) {
    if (scalarOf(node.fields.lexpr, choices).null) return nullValue;
    return opaque(node, value, choices);
  }
  if (node.kind === 'A_Expr' && !isComparison(node)) return opaque(node, value, choices);
  const truth = truthOf(value, choices);
  return truth === null ? nullValue : literal(String(truth));
}

export const comparisons = ['=', '<>', '!=', '<', '>', '<=', '>='];

function isComparison(node: TreeNode): boolean {
  return node.fields.kind !== 'AEXPR_OP' || comparisons.includes(namesOf(node.fields.name).at(-1) ?? '');
}
