const steps: readonly (readonly [limit: number, unit: Intl.RelativeTimeFormatUnit, seconds: number])[] = [
  [60, 'second', 1],
  [3600, 'minute', 60],
  [86_400, 'hour', 3600],
  [86_400 * 30, 'day', 86_400],
  [86_400 * 365, 'month', 86_400 * 30],
  [Number.POSITIVE_INFINITY, 'year', 86_400 * 365],
];

const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** `12 minutes ago`, `in 3 days`; under half a minute `just now`. Both in milliseconds since the epoch. */
export function elapsed(at: number, now: number): string {
  const seconds = Math.round((at - now) / 1000);
  if (Math.abs(seconds) < 30) return 'just now';
  const [, unit, size] = steps.find(([limit]) => Math.abs(seconds) < limit) ?? [
    0,
    'year' as const,
    86_400 * 365,
  ];
  return words.format(Math.trunc(seconds / size), unit);
}

/** `2026-11-21 07:46:02 UTC`: the same for every reader, whatever their zone. */
export function exactUtc(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
