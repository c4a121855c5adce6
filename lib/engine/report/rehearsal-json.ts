import type { Rehearsal } from '../remediation/rehearse/rehearsal.ts';

/** `postern rehearse --format json`: the contract's keys first, each in its order. One plan may mend several findings. */
export function rehearsalEntry(finding: string, rehearsal: Rehearsal): Record<string, unknown> {
  const { outcome, reason, closes, opens, loses, gains, locks, asPredicted, findings, ...more } = rehearsal;
  return {
    finding,
    outcome,
    reason,
    closes,
    opens,
    loses,
    gains,
    locks,
    asPredicted,
    findings,
    ...more,
  };
}
