/** Where people and scans have brought a finding. Accepted and baselined stand beside it: they are the policy's word. */
export const lifeStates = ['open', 'in-remediation', 'false-positive', 'fixed', 'reopened'] as const;

export type LifeState = (typeof lifeStates)[number];

/**
 * What a list calls a finding; exactly one at a time. `not-looked-at`: an earlier scan had it, and since then its control could
 * not look everywhere, so that it may still be there.
 */
export const shownStates = [
  'open',
  'reopened',
  'in-remediation',
  'accepted',
  'false-positive',
  'baseline',
  'not-looked-at',
  'fixed',
] as const;

export type ShownState = (typeof shownStates)[number];

/** What a list shows where nothing else is said: findings that somebody still has to do something about. */
export const liveStates: readonly ShownState[] = ['open', 'reopened', 'in-remediation'];

/** Everything that the last scan found, whatever was said about it. */
export const foundStates: readonly ShownState[] = [...liveStates, 'accepted', 'false-positive'];

/** `accepted` needs a last day that is not over on `today` (both YYYY-MM-DD, UTC). */
export function shownState(
  record: {
    readonly state: string;
    readonly acceptedUntil: string | null;
    readonly baselined: boolean;
    /** Whether the target's last good scan had it. */
    readonly present: boolean;
  },
  today: string,
): ShownState {
  if (record.state === 'fixed') return 'fixed';
  if (!record.present) return 'not-looked-at';
  if (record.baselined) return 'baseline';
  if (record.state === 'false-positive') return 'false-positive';
  if (record.acceptedUntil !== null && record.acceptedUntil >= today) return 'accepted';
  return lifeStates.find((state) => state === record.state) ?? 'open';
}
