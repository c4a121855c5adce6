import { daysAfter } from '../db/finding-where.ts';

/** How long a risk may be accepted at a time, in days. Whoever wants it shorter changes it here. */
export const longestAcceptanceDays = 365;

/** How many days before its end an acceptance is called for: first a month, then a week. */
export const warningDays = [30, 7] as const;

/** The last day an acceptance asked for on `today` may end on; both YYYY-MM-DD, UTC. */
export function latestEnd(today: string): string {
  return daysAfter(today, longestAcceptanceDays);
}

/** Why an acceptance may not end on that day, in a sentence; null where it may. */
export function termProblem(until: string, today: string): string | null {
  const day = new Date(`${until}T00:00:00Z`);
  if (Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== until)
    return `There is no day ${until}.`;
  if (until < today) return 'The end lies in the past.';
  return until > latestEnd(today)
    ? `A risk is accepted for at most ${longestAcceptanceDays} days at a time: until ${latestEnd(today)}.`
    : null;
}
