import type { Acceptance } from '../model/finding.ts';
import { isExcepted, type NamedFinding } from './exception-object.ts';
import type { Policy } from './policy.ts';

/**
 * The policy's exception that accepts a finding, or null. `today` is a day, `YYYY-MM-DD`, UTC: an exception holds to the
 * end of its `expires` day. Where several fit, the one that lasts longest.
 */
export function acceptanceFor(
  finding: NamedFinding & { readonly control: string },
  policy: Policy,
  today: string,
): Acceptance | null {
  if (policy.exceptions === undefined) return null;
  const running = policy.exceptions
    .filter(
      (one) => one.control === finding.control && one.expires >= today && isExcepted(one.object, finding),
    )
    .sort((a, b) => (a.expires < b.expires ? 1 : a.expires > b.expires ? -1 : 0));
  const first = running[0];
  if (!first) return null;
  const { reason, approvedBy, expires, compensatingControl } = first;
  return {
    reason,
    approvedBy,
    until: expires,
    ...(compensatingControl === undefined ? {} : { compensatingControl }),
  };
}
