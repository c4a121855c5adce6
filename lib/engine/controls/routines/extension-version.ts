/**
 * Compares extension versions by their numbers, part by part: `1.9` is older than `1.10`. Extensions choose their own
 * version text, so `null` where the two do not have the same shape.
 */
export function compareVersions(a: string, b: string): number | null {
  const parts = (version: string) =>
    /^[0-9]+(\.[0-9]+)*$/.test(version) ? version.split('.').map(BigInt) : null;
  const [left, right] = [parts(a), parts(b)];
  if (!left || !right) return null;
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const [x, y] = [left[at] ?? 0n, right[at] ?? 0n];
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
}
