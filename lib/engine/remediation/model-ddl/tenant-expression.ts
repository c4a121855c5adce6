import { parseSql } from '../../analysis/row-security/parser.ts';
import { functionName } from '../../analysis/row-security/session-values.ts';
import {
  isTree,
  keyOf,
  listOf,
  namesOf,
  nodeOf,
  stringOf,
  type TreeValue,
} from '../../analysis/row-security/tree.ts';

function expressionOf(text: string): TreeValue | null {
  const parsed = parseSql(`SELECT ${text}`);
  if ('error' in parsed) return null;
  const [statement, ...more] = listOf(parsed.tree.stmts);
  const select = nodeOf(isTree(statement) ? statement.stmt : null);
  if (more.length > 0 || select?.kind !== 'SelectStmt') return null;
  const [target, ...others] = listOf(select.fields.targetList);
  const value = nodeOf(target)?.fields.val;
  return others.length > 0 || value === undefined ? null : value;
}

/** A type's name without `pg_catalog`, with its modifiers. */
function typeKey(value: TreeValue | undefined): string {
  if (!isTree(value)) return '';
  const names = namesOf(value.names).filter(
    (name, at, all) => !(at < all.length - 1 && name === 'pg_catalog'),
  );
  return JSON.stringify([names, keyOf(value.typmods), keyOf(value.arrayBounds)]);
}

/** Text to text: how the server compares `varchar` and `char` columns. */
const textTypes = new Set(['text', 'varchar', 'bpchar'].map((name) => JSON.stringify([[name], '', ''])));

/** The expression without casts to text or to the column's own type, which the server writes out or leaves out as it likes. */
function withoutCasts(value: TreeValue | undefined, columnType: string): TreeValue | undefined {
  let inner = value;
  for (let node = nodeOf(inner); node?.kind === 'TypeCast'; node = nodeOf(inner)) {
    const type = typeKey(node.fields.typeName).replace('[-1]', '');
    if (type !== columnType && !textTypes.has(type)) return inner;
    inner = node.fields.arg;
  }
  return inner;
}

function constantText(value: TreeValue | undefined, columnType: string): string | null {
  const node = nodeOf(withoutCasts(value, columnType));
  if (node?.kind !== 'A_Const') return null;
  const { sval, boolval } = node.fields;
  if (isTree(sval)) return `'${typeof sval.sval === 'string' ? sval.sval : ''}'`;
  return isTree(boolval) ? String(boolval.boolval === true) : null;
}

function isNullIfSetting(value: TreeValue | undefined, setting: string, columnType: string): boolean {
  const node = nodeOf(withoutCasts(value, columnType));
  if (node?.kind !== 'A_Expr' || node.fields.kind !== 'AEXPR_NULLIF') return false;
  if (constantText(node.fields.rexpr, columnType) !== "''") return false;
  const call = nodeOf(withoutCasts(node.fields.lexpr, columnType));
  if (call?.kind !== 'FuncCall' || functionName(call) !== 'current_setting') return false;
  const [name, missingOk, ...more] = listOf(call.fields.args);
  const asked = constantText(name, columnType)?.slice(1, -1);
  return (
    more.length === 0 &&
    // Parameter names do not tell upper from lower case.
    asked?.toLowerCase() === setting.toLowerCase() &&
    constantText(missingOk, columnType) === 'true'
  );
}

function isColumn(value: TreeValue | undefined, column: string, columnType: string): boolean {
  const node = nodeOf(withoutCasts(value, columnType));
  if (node?.kind !== 'ColumnRef') return false;
  return listOf(node.fields.fields).map(stringOf).at(-1) === column;
}

/**
 * Whether an expression of the server's is the tenant predicate: the column equal to the setting, absent and empty meaning none.
 * Anything that is not recognised as that is something else. Needs `loadParser()` first.
 */
export function isTenantExpression(
  text: string,
  { column, type, setting }: { readonly column: string; readonly type: string; readonly setting: string },
): boolean {
  const cast = nodeOf(expressionOf(`NULL::${type}`) ?? undefined);
  if (cast?.kind !== 'TypeCast') return false;
  const columnType = typeKey(cast.fields.typeName).replace('[-1]', '');
  const node = nodeOf(expressionOf(text) ?? undefined);
  if (node?.kind !== 'A_Expr' || node.fields.kind !== 'AEXPR_OP') return false;
  if (namesOf(node.fields.name).at(-1) !== '=') return false;
  const { lexpr, rexpr } = node.fields;
  const says = (one: TreeValue | undefined, other: TreeValue | undefined) =>
    isColumn(one, column, columnType) && isNullIfSetting(other, setting, columnType);
  return says(lexpr, rexpr) || says(rexpr, lexpr);
}
