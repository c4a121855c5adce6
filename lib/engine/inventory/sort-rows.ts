import { compareText } from '../model/compare-text.ts';
import type { KeyParts } from './section.ts';

/** By key, by UTF-16 code units. Null where two rows have one key, unless it `repeats`: names did not survive the encoding. */
export function sortRows<Row>(
  rows: readonly Row[],
  key: (row: Row) => string,
  repeats = false,
): readonly Row[] | null {
  const keyed = rows.map((row) => ({ key: key(row), row }));
  keyed.sort((a, b) => compareText(a.key, b.key));
  if (!repeats && keyed.some((one, at) => at > 0 && one.key === keyed[at - 1]?.key)) return null;
  return keyed.map((one) => one.row);
}

/** The same order and the same answer: half a million columns are sorted as fifty thousand short lists. */
export function sortRowsInParts<Row>(
  rows: readonly Row[],
  { group, together, within }: KeyParts<Row>,
): readonly Row[] | null {
  const groups = new Map<string, Row[]>();
  let last: Row[] = [];
  for (const row of rows) {
    const [before] = last;
    if (before === undefined || !together(before, row)) {
      const name = group(row);
      last = groups.get(name) ?? [];
      groups.set(name, last);
    }
    last.push(row);
  }
  const sorted: Row[] = [];
  for (const name of [...groups.keys()].sort(compareText)) {
    const members = (groups.get(name) ?? []).sort((a, b) => compareText(within(a), within(b)));
    let before: string | null = null;
    for (const row of members) {
      const key = within(row);
      if (key === before) return null;
      before = key;
      sorted.push(row);
    }
  }
  return sorted;
}
