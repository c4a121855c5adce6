import { aboutTree, listOf, namesOf, nodesIn, type TreeNode } from './tree.ts';

/** A function's name as written, without `pg_catalog`. */
export function functionName(node: TreeNode): string {
  return namesOf(node.fields.funcname)
    .filter((name, index, all) => !(index < all.length - 1 && name === 'pg_catalog'))
    .join('.');
}

/** Words of SQL that name the session's role. */
export function isRoleWord(node: TreeNode): boolean {
  return (
    node.kind === 'SQLValueFunction' &&
    ['SVFOP_CURRENT_USER', 'SVFOP_SESSION_USER', 'SVFOP_USER', 'SVFOP_CURRENT_ROLE'].includes(
      String(node.fields.op),
    )
  );
}

/**
 * A function of the customer's without arguments (`auth.uid()`, `app.current_tenant()`): in a policy it says who asks. The
 * server writes all functions outside `pg_catalog` with their schema.
 */
export function isSessionCall(node: TreeNode): boolean {
  return (
    node.kind === 'FuncCall' &&
    namesOf(node.fields.funcname).length > 1 &&
    namesOf(node.fields.funcname).at(-2) !== 'pg_catalog' &&
    listOf(node.fields.args).length === 0
  );
}

export function isSetting(node: TreeNode): boolean {
  return node.kind === 'FuncCall' && functionName(node) === 'current_setting';
}

/** Whether a value is made of who asks: a setting, the role, or what a function of the customer's says. */
export const saysWhoAsks = aboutTree((value) =>
  nodesIn(value).some((node) => isSetting(node) || isRoleWord(node) || isSessionCall(node)),
);

/** The same, and any other call of the customer's own functions, which may ask too. */
export const mayAskWho = aboutTree(
  (value) =>
    saysWhoAsks(value) ||
    nodesIn(value).some((node) => node.kind === 'FuncCall' && functionName(node).includes('.')),
);
