import { parseSql } from './parser.ts';
import { listOf, nodeOf, type TreeValue } from './tree.ts';

/** The one expression in `SELECT (…)`, or why there is none. */
export function expressionTree(text: string): { readonly value: TreeValue } | { readonly error: string } {
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
