/** Orders text by UTF-16 code units: the same everywhere, whatever the locale of the machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
