/** A place in a table: row, then column, both from 0. */
export type Place = readonly [row: number, column: number];

/**
 * Where a key leads from a place, or null when it is not a key that moves. `filled` says which cells can be stood on;
 * movement skips the others and stops at the edge.
 */
export function placeAfter(
  key: string,
  [row, column]: Place,
  [rows, columns]: Place,
  filled: (row: number, column: number) => boolean,
): Place | null {
  const steps: Record<string, Place> = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
  };
  const step = steps[key];
  if (step) {
    for (
      let r = row + step[0], c = column + step[1];
      r >= 0 && r < rows && c >= 0 && c < columns;
      r += step[0], c += step[1]
    )
      if (filled(r, c)) return [r, c];
    return [row, column];
  }
  const inRow = Array.from({ length: columns }, (_, c) => c).filter((c) => filled(row, c));
  if (key === 'Home') return [row, inRow[0] ?? column];
  if (key === 'End') return [row, inRow.at(-1) ?? column];
  return null;
}
