/** Weakest first: PostgreSQL documentation 13.3.1. The engine's own order, said again; a test compares the two. */
const modes = [
  'AccessShareLock',
  'RowShareLock',
  'RowExclusiveLock',
  'ShareUpdateExclusiveLock',
  'ShareLock',
  'ShareRowExclusiveLock',
  'ExclusiveLock',
  'AccessExclusiveLock',
];

/** `ROW EXCLUSIVE` from `RowExclusiveLock`; what is not known stays as it is. */
export function lockWords(mode: string): string {
  return modes.includes(mode)
    ? mode
        .replace(/Lock$/, '')
        .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
        .toUpperCase()
    : mode;
}

/** The strongest mode of a list; null for none. An unknown mode counts as the strongest. */
export function strongestLock(locks: readonly { readonly mode: string }[]): string | null {
  const rank = (mode: string) => {
    const at = modes.indexOf(mode);
    return at < 0 ? modes.length : at;
  };
  return locks.reduce<string | null>(
    (most, { mode }) => (most === null || rank(mode) > rank(most) ? mode : most),
    null,
  );
}

/** Milliseconds as a person says them. */
export function durationWords(ms: number): string {
  if (ms < 1) return 'under 1 ms';
  if (ms < 1000) return `${Math.round(ms)} ms`;
  return ms < 60_000 ? `${(ms / 1000).toFixed(1)} s` : `${(ms / 60_000).toFixed(1)} min`;
}
