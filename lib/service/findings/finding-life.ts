import type { LifeState } from './finding-state.ts';

// What a stored scan does to the findings of its target: a pure function for each finding, so that every way through its
// life stands in one place. A scan may reopen; it never takes a decision back without a word.

export interface Approval {
  readonly reason: string;
  readonly approvedBy: string;
}

export interface RunningAcceptance extends Approval {
  /** Last day, YYYY-MM-DD, UTC. */
  readonly until: string;
}

/** What is known of a finding before the scan. */
export interface Known {
  readonly state: LifeState;
  readonly accepted: RunningAcceptance | null;
  readonly baselined: boolean;
  /** The evidence that was approved as a false positive. */
  readonly falsePositiveEvidence: string | null;
}

/** How the scan saw it: as a finding, accepted or not, or as a row that the baseline approves. */
export interface Seen {
  readonly evidenceDigest: string;
  readonly accepted: RunningAcceptance | null;
  readonly baseline: Approval | null;
}

export interface Judgement {
  /** The day that exceptions were held against, YYYY-MM-DD, UTC. */
  readonly today: string;
  readonly policyVersion: number | null;
}

/** What happened, as the finding's history and the trail tell it. */
export const scanActions = [
  'found',
  'fixed',
  'found-again',
  'evidence-changed',
  'baselined',
  'baseline-left',
  'accepted',
  'acceptance-changed',
  'acceptance-over',
  'acceptance-removed',
] as const;

export type ScanAction = (typeof scanActions)[number];

export interface LifeStep {
  readonly state: LifeState;
  readonly events: readonly { readonly action: ScanAction; readonly reason: string | null }[];
}

const under = ({ policyVersion }: Judgement) =>
  policyVersion === null ? 'no policy' : `policy version ${policyVersion}`;

const say = (action: ScanAction, reason: string | null = null) => ({ action, reason });

/** A finding that no scan had before. */
export function firstSeen(seen: Seen, judgement: Judgement): LifeStep {
  const events = [say('found'), ...approvals(seen, judgement)];
  return { state: 'open', events };
}

function approvals({ accepted, baseline }: Seen, judgement: Judgement): LifeStep['events'] {
  if (baseline) return [say('baselined', `${baseline.reason} (${baseline.approvedBy}, ${under(judgement)})`)];
  return accepted ? [acceptedBy(accepted, judgement)] : [];
}

const acceptedBy = (accepted: RunningAcceptance, judgement: Judgement) =>
  say(
    'accepted',
    `${accepted.reason} (${accepted.approvedBy}, until ${accepted.until}, ${under(judgement)})`,
  );

/** A finding that is known, seen again. */
export function seenAgain(known: Known, seen: Seen, judgement: Judgement): LifeStep {
  if (seen.baseline) {
    const state = known.state === 'false-positive' ? 'false-positive' : 'open';
    return { state, events: known.baselined ? [] : approvals(seen, judgement) };
  }
  if (known.baselined) {
    const reason = `The policy's baseline does not approve the row as it is now (${under(judgement)}).`;
    return { state: 'reopened', events: [say('baseline-left', reason), ...approvals(seen, judgement)] };
  }
  if (known.state === 'fixed')
    return { state: 'reopened', events: [say('found-again'), ...approvals(seen, judgement)] };
  if (known.state === 'false-positive' && known.falsePositiveEvidence !== seen.evidenceDigest) {
    const reason = 'What was seen has changed since it was called a false positive.';
    return { state: 'reopened', events: [say('evidence-changed', reason), ...approvals(seen, judgement)] };
  }
  return acceptanceOf(known, seen, judgement);
}

function acceptanceOf(known: Known, seen: Seen, judgement: Judgement): LifeStep {
  const before = known.accepted;
  const { accepted } = seen;
  if (before && !accepted) {
    const state = known.state === 'false-positive' ? 'false-positive' : 'reopened';
    if (before.until < judgement.today)
      return { state, events: [say('acceptance-over', `It held until ${before.until}.`)] };
    const reason = `It was to hold until ${before.until}; ${under(judgement)} has no such exception any more.`;
    return { state, events: [say('acceptance-removed', reason)] };
  }
  if (!before && accepted) return { state: known.state, events: [acceptedBy(accepted, judgement)] };
  if (before && accepted && before.until !== accepted.until) {
    const reason = `Until ${accepted.until} instead of ${before.until} (${accepted.approvedBy}, ${under(judgement)}).`;
    return { state: known.state, events: [say('acceptance-changed', reason)] };
  }
  return { state: known.state, events: [] };
}

/** Whether a verdict proves that what it does not list is not there: it judged, and nothing was left unread or undecided. */
export function lookedEverywhere(verdict: {
  readonly status: string;
  readonly reason: string | null;
  readonly gaps: readonly unknown[];
}): boolean {
  return (
    (verdict.status === 'pass' || verdict.status === 'fail') &&
    verdict.reason === null &&
    verdict.gaps.length === 0
  );
}
