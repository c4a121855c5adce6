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
  { group, within }: KeyParts<Row>,
): readonly Row[] | null {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const name = group(row);
    const members = groups.get(name);
    if (members) members.push(row);
    else groups.set(name, [row]);
  }
  const sorted: Row[] = [];
  for (const name of [...groups.keys()].sort(compareText)) {
    const members = sortRows(groups.get(name) ?? [], within);
    if (members === null) return null;
    for (const row of members) sorted.push(row);
  }
  return sorted;
}
