import type { RoutineRow } from '../inventory/sections/routines.ts';
import { parseSql } from './row-security/parser.ts';
import { plpgsqlTree } from './row-security/routine-statements.ts';
import { isTree, nodesIn, type Tree, type TreeValue } from './row-security/tree.ts';

/** How a routine builds the statements it runs. */
export interface DynamicSql {
  /** Expressions given to EXECUTE in which a value is put into the text without being quoted, as written. */
  readonly unquoted: readonly string[];
  /** Why there may be more, else `null`. */
  readonly incomplete: string | null;
}

/** Functions whose result is safe inside a statement (documentation 9.4: quote_ident, quote_literal, quote_nullable). */
const quoting = new Set(['quote_ident', 'quote_literal', 'quote_nullable']);

const nameOf = (fields: Tree): string => {
  const names = Array.isArray(fields.funcname) ? fields.funcname : [];
  const last = names.at(-1);
  const text = isTree(last) && isTree(last.String) ? last.String.sval : undefined;
  return typeof text === 'string' ? text : '';
};

const constantText = (value: TreeValue | undefined): string | null => {
  const constant = isTree(value) && isTree(value.A_Const) ? value.A_Const : null;
  if (!constant) return null;
  return isTree(constant.sval) && typeof constant.sval.sval === 'string' ? constant.sval.sval : '';
};

/** Whether an expression may carry text into the statement that nobody quoted. Casts to numbers and the like cannot. */
function carries(value: TreeValue | undefined): boolean {
  if (!isTree(value) || constantText(value) !== null) return false;
  if (isTree(value.A_Expr)) return carries(value.A_Expr.lexpr) || carries(value.A_Expr.rexpr);
  if (isTree(value.TypeCast)) {
    const names = isTree(value.TypeCast.typeName) ? value.TypeCast.typeName.names : undefined;
    const type = JSON.stringify(names ?? '');
    // regclass and its like print themselves quoted; numbers have nothing to quote.
    if (/"(reg\w+|int[248]|oid|numeric|bool)"/.test(type)) return false;
    return carries(value.TypeCast.arg);
  }
  if (isTree(value.FuncCall)) {
    const name = nameOf(value.FuncCall);
    if (quoting.has(name)) return false;
    const args = Array.isArray(value.FuncCall.args) ? value.FuncCall.args : [];
    if (name === 'format') {
      const pattern = constantText(args[0]);
      // %I and %L quote, %% is a percent sign; %s puts the text in as it is.
      if (pattern !== null) return /%(?:\d+\$)?-?(?:\d+|\*)?s/.test(pattern.replaceAll('%%', ''));
    }
    return args.some(carries);
  }
  return nodesIn(value).some(({ kind }) => kind === 'ColumnRef' || kind === 'ParamRef');
}

/** The expression of each EXECUTE and of each FOR … IN EXECUTE or RETURN QUERY EXECUTE. */
function* executed(value: TreeValue | undefined): Generator<string> {
  if (Array.isArray(value)) {
    for (const item of value) yield* executed(item);
  } else if (isTree(value)) {
    for (const [key, inner] of Object.entries(value)) {
      const dynamic = key === 'PLpgSQL_stmt_dynexecute' || key === 'PLpgSQL_stmt_dynfors';
      const query = dynamic && isTree(inner) ? inner.query : key === 'dynquery' ? inner : undefined;
      const expression = isTree(query) && isTree(query.PLpgSQL_expr) ? query.PLpgSQL_expr.query : undefined;
      if (typeof expression === 'string') yield expression;
      yield* executed(inner);
    }
  }
}

/** Judges the statements a PL/pgSQL routine builds while it runs. Needs `loadParser()` first. */
export function dynamicSql(
  routine: Pick<RoutineRow, 'source' | 'language' | 'returnType' | 'kind'>,
): DynamicSql {
  const tree = routine.source === null ? null : plpgsqlTree(routine.source, routine.returnType, routine.kind);
  if (!tree) return { unquoted: [], incomplete: 'its body does not parse' };
  const unquoted: string[] = [];
  let incomplete: string | null = null;
  for (const expression of executed(tree)) {
    const parsed = parseSql(`SELECT ${expression}`);
    if ('error' in parsed) incomplete = 'a statement it builds does not parse';
    else {
      const targets = nodesIn(parsed.tree).filter(({ kind }) => kind === 'ResTarget');
      if (targets.some(({ fields }) => carries(fields.val))) unquoted.push(expression);
    }
  }
  return { unquoted: [...new Set(unquoted)], incomplete };
}
