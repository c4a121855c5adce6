const minute = 60_000;
const day = 1_440 * minute;

const yearDay = (at: Date) => Math.floor((at.getTime() - Date.UTC(at.getUTCFullYear(), 0, 1)) / day);
const date = (at: Date) => Math.floor(at.getTime() / day);
const month = (at: Date) => at.getUTCMonth();
const week = (at: Date) => Math.floor((yearDay(at) + 7 - at.getUTCDay()) / 7);
const weekday = (at: Date) => at.getUTCDay();
const year = (at: Date) => at.getUTCFullYear();
const hour = (at: Date) => at.getUTCHours();
const time = (at: Date) => at.getTime() % day;

/**
 * What each escape of `log_filename` tells apart, as a number (`src/timezone/strftime.c`); names of days and months as their
 * number. An escape that is not here is the same at all times: a time zone, a percent sign, a letter that means nothing.
 */
const tells: Readonly<Record<string, (at: Date) => number>> = {
  A: weekday,
  a: weekday,
  u: weekday,
  w: weekday,
  B: month,
  b: month,
  h: month,
  m: month,
  C: (at) => Math.floor(year(at) / 100),
  Y: year,
  y: (at) => year(at) % 100,
  G: year,
  g: (at) => year(at) % 100,
  c: (at) => at.getTime(),
  s: (at) => at.getTime(),
  D: date,
  F: date,
  v: date,
  x: date,
  '+': (at) => at.getTime(),
  d: (at) => at.getUTCDate(),
  e: (at) => at.getUTCDate(),
  j: yearDay,
  U: week,
  V: week,
  W: week,
  H: hour,
  k: hour,
  I: (at) => hour(at) % 12,
  l: (at) => hour(at) % 12,
  p: (at) => Math.floor(hour(at) / 12),
  M: (at) => at.getUTCMinutes(),
  S: (at) => at.getUTCSeconds(),
  R: time,
  r: time,
  T: time,
  X: time,
};

/** The escapes of a pattern, `%E` and `%O` in front of one left out as the server does. */
function escapesOf(pattern: string): readonly ((at: Date) => number)[] {
  const letters = [...pattern.matchAll(/%[EO]*([^EO])/gs)].map((match) => match[1] ?? '');
  return [...new Set(letters)].flatMap((letter) => tells[letter] ?? []);
}

/** A February of 28 days, so that names by day of the month come round as soon as they ever do. */
const from = Date.UTC(2026, 1, 1);
const steps = 20_000;

/**
 * Days for which every record is sure to stay in a log file of this name pattern before the server opens a file of the same
 * name anew and empties it, looked for within `days` and a year more; `null` where that does not happen. So it is with
 * `log_truncate_on_rotation` on and files rotated by age every `everyMinutes`: the server empties a file when the name is not
 * the one it has just written to (`src/backend/postmaster/syslogger.c`, `logfile_rotate_dest`), and otherwise appends.
 */
export function daysUntilReused(pattern: string, everyMinutes: number, days: number): number | null {
  const escapes = escapesOf(pattern);
  const span = (days + 400) * day;
  const every = everyMinutes * minute;
  // A pattern's names change with calendar units: looking at every tenth rotation of many finds the same returns.
  const step = every * Math.max(1, Math.ceil(span / every / steps));
  const left = new Map<string, number>();
  let last: string | null = null;
  for (let at = from; at <= from + span; at += step) {
    const when = new Date(at);
    const name = escapes.map((tell) => tell(when)).join(' ');
    if (name === last) continue;
    const before = left.get(name);
    if (before !== undefined) return Math.floor((at - before) / day);
    if (last !== null) left.set(last, at);
    last = name;
  }
  return null;
}
