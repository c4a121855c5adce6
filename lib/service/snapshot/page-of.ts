/** One page of a list. A page past the last is the last. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
  readonly page: number;
  readonly size: number;
}

export function pageOf<Row>(all: readonly Row[], page: number, size: number): Page<Row> {
  const last = Math.max(1, Math.ceil(all.length / size));
  const shown = Math.min(page, last);
  return { rows: all.slice((shown - 1) * size, shown * size), total: all.length, page: shown, size };
}

/** Whether the text is found in any of these, case-insensitive. */
export function mentions(wanted: string, ...texts: readonly (string | null)[]): boolean {
  if (wanted === '') return true;
  const words = wanted.toLowerCase();
  return texts.some((text) => text?.toLowerCase().includes(words) === true);
}
