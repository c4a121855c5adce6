import { isNode, type Node, type Pair, type YAMLMap } from 'yaml';
import type { Slot } from './apply-edits.ts';
import { reconcile } from './reconcile.ts';
import { flowText, pairText, scalarText } from './render-value.ts';
import {
  columnOf,
  endOf,
  lineEnd,
  lineStart,
  type Splice,
  startOf,
  wholeLine,
  withoutTail,
} from './text-place.ts';

type Entry = Pair<Node, Node | null>;

export type SlotsByPath = ReadonlyMap<string, readonly Slot[]>;

const nameOf = (pair: Entry) => String('value' in pair.key ? pair.key.value : pair.key);
const pairEnd = (pair: Entry) =>
  isNode(pair.value) ? Math.max(endOf(pair.value), endOf(pair.key)) : endOf(pair.key);

function withoutBlockPair(text: string, map: YAMLMap<Node, Node | null>, index: number): Splice {
  const pair = map.items[index] as Entry;
  const start = startOf(pair.key);
  const next = map.items[index + 1];
  // The first key behind a dash: the next one takes its place.
  if (text.slice(lineStart(text, start), start).trim() !== '' && next)
    return { from: start, to: startOf(next.key), text: '' };
  return { from: lineStart(text, start), to: lineEnd(text, pairEnd(pair)), text: '' };
}

function withoutFlowPair(map: YAMLMap<Node, Node | null>, index: number): Splice {
  const pair = map.items[index] as Entry;
  const next = map.items[index + 1];
  const before = map.items[index - 1];
  if (next) return { from: startOf(pair.key), to: startOf(next.key), text: '' };
  return { from: before ? pairEnd(before) : startOf(pair.key), to: pairEnd(pair), text: '' };
}

/** After which pair a new key belongs: behind the last one that stands before it in `order`; else behind the last. */
function placeOf(
  map: YAMLMap<Node, Node | null>,
  kept: readonly Entry[],
  key: string,
  order: readonly string[],
) {
  const rank = order.indexOf(key);
  const before = kept.filter(
    (pair) => rank >= 0 && order.indexOf(nameOf(pair)) >= 0 && order.indexOf(nameOf(pair)) < rank,
  );
  return before.at(-1) ?? kept.at(-1) ?? map.items.at(-1);
}

function newPair(
  text: string,
  map: YAMLMap<Node, Node | null>,
  place: Entry,
  key: string,
  value: unknown,
): Splice {
  const first = map.items[0] as Entry;
  if (map.flow) {
    const end = pairEnd(place);
    const start = startOf(place.key);
    const ownLine = text.slice(lineStart(text, start), start).trim() === '';
    const gap = ownLine ? `\n${' '.repeat(columnOf(text, start))}` : ' ';
    return { from: end, to: end, text: `,${gap}${scalarText(key)}: ${flowText(value)}` };
  }
  const column = columnOf(text, startOf(first.key));
  return wholeLine(
    text,
    lineEnd(text, pairEnd(place)),
    `${' '.repeat(column)}${pairText(key, value, column)}`,
  );
}

function newValue(text: string, pair: Entry, map: YAMLMap<Node, Node | null>, value: unknown): Splice {
  const colon = text.indexOf(':', endOf(pair.key)) + 1;
  const end = Math.max(colon, pairEnd(pair));
  const column = columnOf(text, startOf((map.items[0] as Entry).key));
  const written = map.flow ? ` ${flowText(value)}` : pairText('k', value, column).slice(2);
  const whole = text[end - 1] === '\n';
  return { from: colon, to: end, text: whole ? `${written}\n` : written };
}

/** What turns the text of a map into one that says `value`; `null` when it has to be written anew as a whole. */
export function reconcileMap(
  text: string,
  map: YAMLMap<Node, Node | null>,
  value: Readonly<Record<string, unknown>>,
  path: string,
  slots: SlotsByPath,
  order: readonly string[],
): readonly Splice[] | null {
  const kept = map.items.filter((pair) => Object.hasOwn(value, nameOf(pair)));
  if (kept.length === 0) return null;
  const known = new Set(map.items.map(nameOf));
  const splices: Splice[] = [];
  const gone = map.items.filter((pair) => !kept.includes(pair));
  // Several at the end of braces go together, with the comma before them.
  const tail = map.flow ? map.items.slice(map.items.indexOf(kept.at(-1) as Entry) + 1) : [];
  const [firstOfTail] = tail;
  if (firstOfTail) {
    const before = pairEnd(kept.at(-1) as Entry);
    splices.push(withoutTail(text, before, startOf(firstOfTail.key), pairEnd(tail.at(-1) as Entry)));
  }
  for (const pair of gone.filter((one) => !tail.includes(one))) {
    const index = map.items.indexOf(pair);
    splices.push(map.flow ? withoutFlowPair(map, index) : withoutBlockPair(text, map, index));
  }
  for (const pair of kept) {
    const name = nameOf(pair);
    const inner = isNode(pair.value)
      ? reconcile(text, pair.value, value[name], path === '' ? name : `${path}.${name}`, slots)
      : null;
    splices.push(...(inner ?? [newValue(text, pair, map, value[name])]));
  }
  for (const [key, item] of Object.entries(value)) {
    if (known.has(key)) continue;
    const place = placeOf(map, kept, key, order);
    if (place) splices.push(newPair(text, map, place, key, item));
  }
  return splices;
}
