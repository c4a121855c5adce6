import type { VerdictStatus } from '../../engine/model/verdict.ts';

/** How a control, or a requirement with all its controls, stands on a server. Worst first. */
export const standings = [
  'fail',
  'unknown',
  'accepted',
  'pass',
  'not-applicable',
] as const satisfies readonly (VerdictStatus | 'accepted')[];

export type Standing = (typeof standings)[number];

/**
 * A failure of which nothing is open any more counts as accepted, but only where the control looked everywhere. `found` is what
 * its scan listed under it: a control that fails with nothing listed leaves all of it to a more exact control, and fails.
 */
export function standingOf(
  status: VerdictStatus,
  reason: string | null,
  open: number,
  found: number,
): Standing {
  if (status !== 'fail' || open > 0 || found === 0) return status;
  return reason === null ? 'accepted' : 'unknown';
}

/** The worst of these; `unknown` of none, since nothing was looked at. */
export function worstStanding(of: readonly Standing[]): Standing {
  return standings.find((standing) => of.includes(standing)) ?? 'unknown';
}
