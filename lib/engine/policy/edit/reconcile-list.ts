import { isMap, type Node, type YAMLSeq } from 'yaml';
import { canonicalJson } from '../../model/canonical-json.ts';
import type { Slot } from './apply-edits.ts';
import { reconcile } from './reconcile.ts';
import type { SlotsByPath } from './reconcile-map.ts';
import { flowText, itemText } from './render-value.ts';
import {
  columnOf,
  dashOf,
  endOf,
  lineEnd,
  lineStart,
  type Splice,
  startOf,
  wholeLine,
  withoutTail,
} from './text-place.ts';

type List = YAMLSeq<Node>;

const jsOf = (node: Node): unknown => (node.toJSON === undefined ? undefined : node.toJSON());

/** Which old item each new one is: the next equal one; what is changed in between pairs up in order. */
function alignment(list: List, value: readonly unknown[]): readonly Slot[] {
  const before = list.items.map((item) => canonicalJson(jsOf(item)));
  const after = value.map((item) => canonicalJson(item));
  const origins: (number | null)[] = [];
  let next = 0;
  after.forEach((wanted, index) => {
    const found = before.indexOf(wanted, next);
    const laterWants =
      found >= 0 || before[next] === undefined || after.includes(before[next] ?? '', index + 1);
    if (found >= 0) {
      origins.push(found);
      next = found + 1;
    } else if (laterWants) {
      origins.push(null);
    } else {
      origins.push(next);
      next += 1;
    }
  });
  return value.map((entry, index) => ({ origin: origins[index] ?? null, entry }));
}

function dashAt(text: string, list: List, index: number): number {
  const before = list.items[index - 1];
  return before ? dashOf(text, lineEnd(text, endOf(before))) : startOf(list);
}

function withoutItem(text: string, list: List, index: number): Splice {
  const item = list.items[index] as Node;
  if (list.flow) return { from: startOf(item), to: startOf(list.items[index + 1] as Node), text: '' };
  return { from: lineStart(text, dashAt(text, list, index)), to: lineEnd(text, endOf(item)), text: '' };
}

function newItem(text: string, list: List, after: Node, value: unknown): Splice {
  const end = endOf(after);
  if (list.flow) {
    const start = startOf(after);
    const ownLine = text.slice(lineStart(text, start), start).trim() === '';
    const gap = ownLine ? `\n${' '.repeat(columnOf(text, start))}` : ' ';
    return { from: end, to: end, text: `,${gap}${flowText(value)}` };
  }
  const column = columnOf(text, startOf(list));
  const flow = isMap(after) ? after.flow === true : null;
  return wholeLine(text, lineEnd(text, end), `${' '.repeat(column)}- ${itemText(value, column, flow)}`);
}

/** What turns the text of a list into one that says `value`; `null` when it has to be written anew as a whole. */
export function reconcileList(
  text: string,
  list: List,
  value: readonly unknown[],
  path: string,
  slots: SlotsByPath,
): readonly Splice[] | null {
  const wanted = slots.get(path) ?? alignment(list, value);
  const kept = new Set(wanted.flatMap((slot) => (slot.origin === null ? [] : [slot.origin])));
  if (kept.size === 0) return null;
  const splices: Splice[] = [];
  const lastKept = Math.max(...kept);
  if (list.flow && lastKept < list.items.length - 1) {
    const before = endOf(list.items[lastKept] as Node);
    const start = startOf(list.items[lastKept + 1] as Node);
    splices.push(withoutTail(text, before, start, endOf(list.items.at(-1) as Node)));
  }
  list.items.forEach((_, index) => {
    if (!kept.has(index) && !(list.flow && index > lastKept)) splices.push(withoutItem(text, list, index));
  });
  let last: Node | null = null;
  const early: unknown[] = [];
  for (const { origin, entry } of wanted) {
    const node = origin === null ? undefined : list.items[origin];
    if (node) {
      const inner = reconcile(text, node, entry, path === '' ? '' : `${path}[]`, slots);
      if (inner === null) return null;
      splices.push(...inner);
      last = node;
    } else if (last) {
      splices.push(newItem(text, list, last, entry));
    } else early.push(entry);
  }
  return early.length === 0 ? splices : null;
}
