import { literalOf } from '../row-security/scalar.ts';
import { listOf, namesOf, nodeOf, nodesIn, type TreeValue } from '../row-security/tree.ts';

/**
 * Where SQL takes a key from. `literal`: it stands in the definition; `setting`: the session carries it; `table`: a row
 * holds it; `caller`: an argument brings it; `computed`: none of these for certain.
 */
export interface KeySource {
  readonly from: 'literal' | 'setting' | 'table' | 'caller' | 'computed';
  /** The setting's name. */
  readonly name?: string;
}

/** What a name without a table means: a variable with its value, `argument`, or `null` for a column. */
export type Variable = (name: string) => TreeValue | 'argument' | null;

/** Functions that only change how a key is written. */
const dressings = ['dearmor', 'decode', 'convert_to', 'textsend', 'trim', 'btrim', 'concat'];

function ofFunction(
  fields: { readonly [key: string]: TreeValue | undefined },
  variable: Variable,
  depth: number,
) {
  const name = namesOf(fields.funcname).at(-1) ?? '';
  const [first] = listOf(fields.args);
  if (name === 'current_setting') {
    const node = nodeOf(first);
    const inner = node?.kind === 'TypeCast' ? nodeOf(node.fields.arg) : node;
    const setting = inner?.kind === 'A_Const' ? literalOf(inner.fields) : null;
    return setting === null ? { from: 'setting' as const } : { from: 'setting' as const, name: setting };
  }
  return dressings.includes(name) ? keySource(first, variable, depth + 1) : { from: 'computed' as const };
}

/** Where the value of an expression comes from, followed through casts, variables and re-codings. */
export function keySource(value: TreeValue | undefined, variable: Variable, depth = 0): KeySource {
  const node = nodeOf(value);
  if (!node || depth > 20) return { from: 'computed' };
  switch (node.kind) {
    case 'A_Const':
      return { from: 'literal' };
    case 'TypeCast':
      return keySource(node.fields.arg, variable, depth + 1);
    case 'ParamRef':
      return { from: 'caller' };
    case 'FuncCall':
      return ofFunction(node.fields, variable, depth);
    case 'SubLink':
      return { from: 'table' };
    case 'ColumnRef': {
      const names = namesOf(node.fields.fields);
      const known = names.length === 1 ? variable(names[0] ?? '') : null;
      if (known === 'argument') return { from: 'caller' };
      if (known === null) return { from: 'table' };
      return keySource(known, variable, depth + 1);
    }
    case 'A_Expr':
    case 'CoalesceExpr': {
      const parts = [
        ...nodesIn(node.fields.lexpr),
        ...nodesIn(node.fields.rexpr),
        ...nodesIn(node.fields.args),
      ];
      return parts.length > 0 &&
        parts.every((part) => part.kind === 'A_Const' || part.kind === 'TypeCast' || part.kind === 'String')
        ? { from: 'literal' }
        : { from: 'computed' };
    }
    default:
      return { from: 'computed' };
  }
}
