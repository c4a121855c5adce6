/** More words than these are not compared: a name among ten thousand that is spelled alike says little, and takes seconds. */
const mostKnown = 5000;

/** Edit distance with transpositions (optimal string alignment), given up on past `bound`. */
function distance(a: string, b: string, bound: number): number {
  if (Math.abs(a.length - b.length) > bound) return bound + 1;
  let twoUp: number[] = [];
  let up = Array.from({ length: b.length + 1 }, (_, j) => j);
  let least = 0;
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    const leastUp = least;
    least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((up[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (up[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (twoUp[j - 2] ?? 0) + 1);
      row.push(best);
      if (best < least) least = best;
    }
    // Whatever follows comes from one of the last two rows.
    if (least > bound && leastUp > bound) return bound + 1;
    twoUp = up;
    up = row;
  }
  return up[b.length] ?? bound + 1;
}

/** The known word that was probably meant, or null. Spelling, case, `-` and `_` are forgiven; a different word is not. */
export function didYouMean(word: string, known: readonly string[]): string | null {
  if (word.length > 80) return null;
  const plain = (text: string) => text.toLowerCase().replace(/[-_\s]/g, '');
  const wanted = plain(word);
  const bound = Math.max(1, Math.floor(wanted.length / 3));
  let best: string | null = null;
  let bestDistance = bound + 1;
  for (const candidate of known.slice(0, mostKnown)) {
    if (bestDistance === 0) break;
    const found = distance(wanted, plain(candidate), Math.min(bound, bestDistance - 1));
    if (found < bestDistance) {
      best = candidate;
      bestDistance = found;
    }
  }
  return best;
}

/** "Did you mean `x`?", or the words there are. */
export function meantOrOneOf(word: string, known: readonly string[]): string {
  const meant = didYouMean(word, known);
  if (meant !== null) return `Did you mean "${meant}"?`;
  return known.length <= 24
    ? `Use one of: ${known.join(', ')}.`
    : 'See the documentation for those there are.';
}
