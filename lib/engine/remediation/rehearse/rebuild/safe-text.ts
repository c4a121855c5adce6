import { parseSql } from '../../../analysis/row-security/parser.ts';
import { isTree, listOf, nodeOf, type Tree } from '../../../analysis/row-security/tree.ts';

/** The one statement of that kind that `sql` is to PostgreSQL's parser, or null. */
export function oneStatement(sql: string, kind: string): Tree | null {
  const result = parseSql(sql);
  if ('error' in result) return null;
  const [statement, more] = listOf(result.tree.stmts);
  const node = nodeOf(isTree(statement) ? statement.stmt : null);
  return more === undefined && node?.kind === kind ? node.fields : null;
}

/**
 * Whether text of a snapshot is the name of a type and no more: nothing that would give a column a default or a routine another
 * language may come in through it.
 */
export function isTypeText(text: string): boolean {
  const select = oneStatement(`SELECT CAST(NULL AS ${text})`, 'SelectStmt');
  const targets = listOf(select?.targetList);
  const clauses = Object.keys(select ?? {}).filter(
    (key) => !['targetList', 'limitOption', 'op'].includes(key),
  );
  const target = nodeOf(targets[0]);
  const cast = nodeOf(target?.fields.val);
  return (
    targets.length === 1 &&
    clauses.length === 0 &&
    target?.fields.name === undefined &&
    cast?.kind === 'TypeCast' &&
    nodeOf(cast.fields.arg)?.kind === 'A_Const'
  );
}

/** Names of the options of a CREATE FUNCTION or PROCEDURE, sorted; null where it is none. */
export function routineOptions(sql: string): readonly string[] | null {
  const statement = oneStatement(sql, 'CreateFunctionStmt');
  if (statement === null) return null;
  return listOf(statement.options)
    .map((option) => String(nodeOf(option)?.fields.defname))
    .sort();
}
