import { Hostile } from '#components/ui/hostile.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { FindingDetail } from '#lib/service/findings/get-finding.ts';
import { daysLeft, endingWords } from './acceptance-mark.tsx';

/** What a reader must know of a finding before anything else: that it is accepted, approved, gone or out of sight. */
export function Standing({ finding, today }: { finding: FindingDetail; today: string }) {
  const { accepted, baseline, state } = finding;
  if (accepted) {
    const ending = endingWords(accepted.until, today);
    return (
      <Notice tone={ending === null ? 'neutral' : daysLeft(accepted.until, today) <= 7 ? 'fail' : 'partial'}>
        <p>
          <strong className="font-semibold">
            Accepted until {accepted.until}
            {ending && `, ${ending}`}
          </strong>{' '}
          by <Hostile text={accepted.approvedBy} />: <Hostile text={accepted.reason} />
        </p>
        {accepted.compensatingControl !== undefined && (
          <p className="text-ink-soft">
            Meanwhile: <Hostile text={accepted.compensatingControl} />
          </p>
        )}
        {ending && <p className="text-ink-soft">After that day it is open again, unless it is renewed.</p>}
      </Notice>
    );
  }
  if (state === 'baseline' && baseline)
    return (
      <Notice tone="pass">
        <strong className="font-semibold">No finding: the baseline approves this row.</strong> By{' '}
        <Hostile text={baseline.approvedBy} />: <Hostile text={baseline.reason} />
      </Notice>
    );
  if (state === 'not-looked-at')
    return (
      <Notice tone="unknown">
        <strong className="font-semibold">Not looked at since</strong>{' '}
        <RelativeTime at={finding.lastSeenAt} />. The scans after that could not look everywhere its control
        looks, so it may still be there.
      </Notice>
    );
  if (state === 'fixed')
    return (
      <Notice tone="pass">
        <strong className="font-semibold">Fixed.</strong> Its control has looked everywhere since and did not
        find it. Last seen <RelativeTime at={finding.lastSeenAt} />.
      </Notice>
    );
  if (state === 'false-positive')
    return (
      <Notice>
        <strong className="font-semibold">A false positive, as two people agreed.</strong> The control still
        runs; what it sees is the same as then. Other evidence reopens it.
      </Notice>
    );
  return null;
}
