import { isAlias, isMap, isScalar, isSeq, type Node } from 'yaml';
import { isRecord } from './apply-edits.ts';
import { reconcileList } from './reconcile-list.ts';
import { reconcileMap, type SlotsByPath } from './reconcile-map.ts';
import { flowText, isScalarValue, scalarText } from './render-value.ts';
import { endOf, isBlock, isWordOnLine, type Splice, startOf } from './text-place.ts';

const same = (node: Node, value: unknown) => isScalar(node) && Object.is(node.value, value);

/**
 * What turns the text of a node into one that says `value`, and leaves everything else as it stands: comments, quotes, layout.
 * `null`: nothing of it can stay, whoever holds it writes it anew. `order`: where new keys belong.
 */
export function reconcile(
  text: string,
  node: Node,
  value: unknown,
  path: string,
  slots: SlotsByPath,
  order: readonly string[] = [],
): readonly Splice[] | null {
  if (same(node, value)) return [];
  if (isMap<Node, Node | null>(node) && isRecord(value))
    return reconcileMap(text, node, value, path, slots, order) ?? anew(node, value);
  if (isSeq<Node>(node) && Array.isArray(value))
    return reconcileList(text, node, value, path, slots) ?? anew(node, value);
  return anew(node, value);
}

function anew(node: Node, value: unknown): readonly Splice[] | null {
  if (isBlock(node) || isAlias(node)) return null;
  if (isScalar(node) && (!isWordOnLine(node) || startOf(node) === endOf(node) || !isScalarValue(value)))
    return null;
  const written = isScalarValue(value) ? scalarText(value) : flowText(value);
  return [{ from: startOf(node), to: endOf(node), text: written }];
}
