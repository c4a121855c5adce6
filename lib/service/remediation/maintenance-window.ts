import { z } from 'zod';
import { daySchema } from '../triage/note.ts';

const timeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is written HH:MM');

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/**
 * When changes may begin: days (1 is Monday) and times in the zone named; `to` at or before `from` reaches into the next day. On a
 * freeze day nothing begins, whatever else is said.
 */
export const windowSchema = z.strictObject({
  timeZone: z
    .string()
    .min(1)
    .max(100)
    .refine(isTimeZone, 'no such time zone: write its IANA name, like Europe/Vienna'),
  openings: z
    .array(
      z.strictObject({
        days: z.array(z.number().int().min(1).max(7)).min(1, 'at least one day'),
        from: timeSchema,
        to: timeSchema,
      }),
    )
    .max(50),
  freezeDays: z.array(daySchema).max(400),
});

export type MaintenanceWindow = z.infer<typeof windowSchema>;

interface Local {
  /** YYYY-MM-DD */
  readonly day: string;
  /** 1 is Monday. */
  readonly weekday: number;
  /** Minutes since midnight. */
  readonly minutes: number;
}

const dayMs = 86_400_000;
const weekdayOf = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const plusDays = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Made once for each zone: making one takes far longer than asking it. */
function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known;
  const two = '2-digit';
  const clock = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: two,
    day: two,
    hour: two,
    minute: two,
  });
  clocks.set(timeZone, clock);
  return clock;
}

/** The wall clock of a zone, as if it were UTC. */
function wall(at: Date, timeZone: string): string {
  const parts = clockOf(timeZone).formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '00';
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`;
}

function localOf(at: Date, timeZone: string): Local {
  const text = wall(at, timeZone);
  const day = text.slice(0, 10);
  return { day, weekday: weekdayOf(day), minutes: minutesOf(text.slice(11)) };
}

/** The first moment whose wall clock is this or, where the clock leaps over it, the moment after the leap. */
function momentOf(day: string, minutes: number, timeZone: string): Date {
  const wanted = Date.parse(`${day}T00:00:00Z`) + minutes * 60_000;
  const guesses = [-14, -1, 0, 1, 14].map((hours) => {
    const offset =
      Date.parse(`${wall(new Date(wanted + hours * 3_600_000), timeZone)}Z`) - (wanted + hours * 3_600_000);
    return wanted - offset;
  });
  const exact = guesses.filter((at) => Date.parse(`${wall(new Date(at), timeZone)}Z`) === wanted);
  return new Date(Math.min(...(exact.length > 0 ? exact : [Math.max(...guesses)])));
}

export function isOpen(window: MaintenanceWindow, at: Date): boolean {
  const { day, weekday, minutes } = localOf(at, window.timeZone);
  if (window.freezeDays.includes(day)) return false;
  const yesterday = weekday === 1 ? 7 : weekday - 1;
  return window.openings.some(({ days, from, to }) => {
    const [begins, ends] = [minutesOf(from), minutesOf(to)];
    if (ends > begins) return days.includes(weekday) && minutes >= begins && minutes < ends;
    return (days.includes(weekday) && minutes >= begins) || (days.includes(yesterday) && minutes < ends);
  });
}

/** When it opens next after `at`, within a year; null while it is open, and where it does not open. */
export function nextOpening(window: MaintenanceWindow, at: Date): Date | null {
  if (isOpen(window, at) || window.openings.length === 0) return null;
  const { day } = localOf(at, window.timeZone);
  const starts = [...new Set([0, ...window.openings.map((one) => minutesOf(one.from))])].sort(
    (a, b) => a - b,
  );
  for (let ahead = 0; ahead <= 366; ahead += 1) {
    for (const minutes of starts) {
      const moment = momentOf(plusDays(day, ahead), minutes, window.timeZone);
      if (moment > at && isOpen(window, moment)) return moment;
    }
  }
  return null;
}
