/** A line of two texts held against each other; numbers from 1, null where the text does not have it. */
export interface DiffLine {
  readonly kind: 'same' | 'gone' | 'new';
  readonly text: string;
  readonly before: number | null;
  readonly after: number | null;
}

/** A stretch of lines that differs: `[from, to)` of each text, counted from 0. */
export interface Hunk {
  readonly before: readonly [from: number, to: number];
  readonly after: readonly [from: number, to: number];
}

/** Past this many cells, what lies between the first and the last difference is shown as replaced: exact would take seconds. */
const mostCells = 9_000_000;

export const linesOf = (text: string) => text.replaceAll('\r\n', '\n').split('\n');

/** Pairs of equal lines of the longest common subsequence between two stretches. */
function commonPairs(a: readonly string[], b: readonly string[]): readonly (readonly [number, number])[] {
  if (a.length * b.length > mostCells) return [];
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const pairs: [number, number][] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      pairs.push([i, j]);
      i += 1;
      j += 1;
    } else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return pairs;
}

/** Where two lists of lines differ, in order. */
export function hunksOf(a: readonly string[], b: readonly string[]): readonly Hunk[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const inner = commonPairs(a.slice(start, a.length - end), b.slice(start, b.length - end));
  const anchors = [
    ...inner.map(([i, j]) => [i + start, j + start] as const),
    [a.length - end, b.length - end] as const,
  ];
  const hunks: Hunk[] = [];
  let [i, j] = [start, start];
  for (const [nextI, nextJ] of anchors) {
    if (nextI > i || nextJ > j) hunks.push({ before: [i, nextI], after: [j, nextJ] });
    [i, j] = [nextI + 1, nextJ + 1];
  }
  return hunks;
}

/** Two texts line by line: all of both, in order, what went before what came. */
export function diffLines(before: string, after: string): readonly DiffLine[] {
  const [a, b] = [linesOf(before), linesOf(after)];
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  const same = (to: number) => {
    for (; i < to; i += 1, j += 1)
      lines.push({ kind: 'same', text: a[i] ?? '', before: i + 1, after: j + 1 });
  };
  for (const hunk of hunksOf(a, b)) {
    same(hunk.before[0]);
    for (; i < hunk.before[1]; i += 1)
      lines.push({ kind: 'gone', text: a[i] ?? '', before: i + 1, after: null });
    for (; j < hunk.after[1]; j += 1)
      lines.push({ kind: 'new', text: b[j] ?? '', before: null, after: j + 1 });
  }
  same(a.length);
  return lines;
}
