import { type Hunk, hunksOf, linesOf } from './line-diff.ts';

const touches = (one: Hunk, other: Hunk) =>
  one.before[0] <= other.before[1] && other.before[0] <= one.before[1];

/**
 * What `mine` changed in `base`, done to `theirs` as well; null where both changed the same lines, or lines side by side, and
 * only a person can say what is meant.
 */
export function mergeLines(base: string, mine: string, theirs: string): string | null {
  const [origin, my, their] = [linesOf(base), linesOf(mine), linesOf(theirs)];
  const [myHunks, theirHunks] = [hunksOf(origin, my), hunksOf(origin, their)];
  const same = (a: Hunk, b: Hunk) =>
    a.before[0] === b.before[0] &&
    a.before[1] === b.before[1] &&
    my.slice(...a.after).join('\n') === their.slice(...b.after).join('\n');
  const own = myHunks.filter((hunk) => !theirHunks.some((other) => same(hunk, other)));
  if (own.some((hunk) => theirHunks.some((other) => touches(hunk, other)))) return null;
  const merged: string[] = [];
  let at = 0;
  const all = [
    ...own.map((hunk) => ({ hunk, lines: my })),
    ...theirHunks.map((hunk) => ({ hunk, lines: their })),
  ].sort((a, b) => a.hunk.before[0] - b.hunk.before[0]);
  for (const { hunk, lines } of all) {
    merged.push(...origin.slice(at, hunk.before[0]), ...lines.slice(...hunk.after));
    at = hunk.before[1];
  }
  return [...merged, ...origin.slice(at)].join('\n');
}
