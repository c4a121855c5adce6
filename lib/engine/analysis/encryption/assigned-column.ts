import type { DatabaseFacts } from '../facts.ts';
import { isTree, listOf, namesOf, nodeOf, nodesIn, type Tree, type TreeValue } from '../row-security/tree.ts';
import { columnsNamed, type ResolvedColumn, type ScopedRelation, scopeOf } from './column-scope.ts';

/** A column, and the expression whose value it is given or compared with. */
export interface AssignedColumn {
  readonly columns: readonly ResolvedColumn[];
  readonly value: TreeValue;
}

function targets(
  list: TreeValue | undefined,
): readonly { readonly name: string; readonly value: TreeValue }[] {
  return listOf(list).flatMap((item) => {
    const node = nodeOf(item);
    const { name, val } = node?.kind === 'ResTarget' ? node.fields : {};
    return typeof name === 'string' && val !== undefined ? [{ name, value: val }] : [];
  });
}

/** The values of an INSERT, by position. Without a column list the order of the columns is not known here. */
function inserted(fields: Tree): readonly { readonly name: string; readonly value: TreeValue }[] {
  const names = listOf(fields.cols).map((item) => nodeOf(item)?.fields.name);
  const select = nodeOf(fields.selectStmt);
  if (select?.kind !== 'SelectStmt') return [];
  const rows = [
    ...listOf(select.fields.valuesLists).map((row) => listOf(nodeOf(row)?.fields.items)),
    listOf(select.fields.targetList).map((item) => nodeOf(item)?.fields.val ?? null),
  ];
  return rows.flatMap((row) =>
    row.flatMap((value, index) => {
      const name = names[index];
      return typeof name === 'string' ? [{ name, value }] : [];
    }),
  );
}

function* compared(
  fields: Tree,
): Generator<{ readonly column: readonly string[]; readonly value: TreeValue }> {
  if (fields.kind !== 'AEXPR_OP' || namesOf(fields.name).at(-1) !== '=') return;
  const sides = [fields.lexpr, fields.rexpr] as const;
  for (const [at, side] of sides.entries()) {
    const node = nodeOf(side);
    const other = sides[1 - at];
    if (node?.kind === 'ColumnRef' && other !== undefined)
      yield { column: namesOf(node.fields.fields), value: other };
  }
}

/** Columns that a statement gives a value to, or compares with one for equality. */
export function assignedColumns(
  database: DatabaseFacts,
  tree: TreeValue,
  scope: readonly ScopedRelation[],
): readonly AssignedColumn[] {
  return nodesIn(tree).flatMap(({ kind, fields }): readonly AssignedColumn[] => {
    if (kind === 'A_Expr') {
      return [...compared(fields)].map(({ column, value }) => ({
        columns: columnsNamed(database, column, scope),
        value,
      }));
    }
    if (kind !== 'InsertStmt' && kind !== 'UpdateStmt') return [];
    const own = scopeOf(database, fields.relation);
    const conflict = isTree(fields.onConflictClause) ? targets(fields.onConflictClause.targetList) : [];
    const given = kind === 'InsertStmt' ? [...inserted(fields), ...conflict] : targets(fields.targetList);
    return given.map(({ name, value }) => ({ columns: columnsNamed(database, [name], own), value }));
  });
}
