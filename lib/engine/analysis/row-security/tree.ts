import { memo } from '../memo.ts';

/** A parse tree as the parser gives it: plain JSON. */
export type TreeValue = string | number | boolean | null | Tree | readonly TreeValue[];
export interface Tree {
  readonly [key: string]: TreeValue | undefined;
}

/** A node of the tree: `{ FuncCall: { … } }` taken apart. */
export interface TreeNode {
  readonly kind: string;
  readonly fields: Tree;
}

export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** JSON from the parser, which gives nothing else; anything that is no object is `null`. */
export function asTree(value: unknown): Tree | null {
  return isTree(value) ? value : null;
}

/** The node in a value, or `null` where there is none. Nodes are objects with one capitalised key. */
export function nodeOf(value: TreeValue | undefined): TreeNode | null {
  if (!isTree(value)) return null;
  const keys = Object.keys(value);
  const [kind] = keys;
  if (kind === undefined || keys.length !== 1 || kind < 'A' || kind >= '[') return null;
  const fields = value[kind];
  return isTree(fields) ? { kind, fields } : null;
}

export function listOf(value: TreeValue | undefined): readonly TreeValue[] {
  return Array.isArray(value) ? value : [];
}

/** The text of a `String` node. */
export function stringOf(value: TreeValue | undefined): string | null {
  const node = nodeOf(value);
  const text = node?.kind === 'String' ? (node.fields.sval ?? '') : null;
  return typeof text === 'string' ? text : null;
}

/** Names of a qualified name: `[schema, name]` or `[name]`; a `*` stands as itself. */
export function namesOf(value: TreeValue | undefined): readonly string[] {
  return listOf(value).map((part) => stringOf(part) ?? (nodeOf(part)?.kind === 'A_Star' ? '*' : ''));
}

const positions: ReadonlySet<string> = new Set([
  'location',
  'list_start',
  'list_end',
  'rexpr_list_start',
  'rexpr_list_end',
]);

/** The same text for the same meaning: a tree without its positions in the source. */
export function keyOf(value: TreeValue | undefined): string {
  return JSON.stringify(value, (name, inner: unknown) => (positions.has(name) ? undefined : inner)) ?? '';
}

function collect(value: TreeValue | undefined, found: TreeNode[]): void {
  if (Array.isArray(value)) {
    for (const item of value) collect(item, found);
    return;
  }
  if (!isTree(value)) return;
  const node = nodeOf(value);
  if (node) found.push(node);
  for (const inner of Object.values(node?.fields ?? value)) collect(inner, found);
}

const nodesBelow = memo((value: Tree | readonly TreeValue[]): readonly TreeNode[] => {
  const found: TreeNode[] = [];
  collect(value, found);
  return found;
});

/** Every node below a value, the value's own first. Dozens of questions are asked of one tree: it is gone through once. */
export function nodesIn(value: TreeValue | undefined): readonly TreeNode[] {
  return typeof value === 'object' && value !== null ? nodesBelow(value) : [];
}

/** A question about trees that is answered once for each: policies that read alike share their tree. */
export function aboutTree<Answer>(
  answer: (value: TreeValue | undefined) => Answer,
): (value: TreeValue | null | undefined) => Answer {
  const once = memo((value: Tree | readonly TreeValue[]) => answer(value));
  return (value) => (typeof value === 'object' && value !== null ? once(value) : answer(value ?? undefined));
}

/** The sides of an OR, however it is nested; the value itself where it is none. */
export function alternativesOf(value: TreeValue | undefined): readonly TreeValue[] {
  const node = nodeOf(value);
  if (node?.kind === 'BoolExpr' && node.fields.boolop === 'OR_EXPR')
    return listOf(node.fields.args).flatMap(alternativesOf);
  return value === undefined ? [] : [value];
}
