import { CountLink } from '#components/ui/count-link.tsx';
import { Facts } from '#components/ui/facts.tsx';
import type { ScanSummary } from '#lib/service/scans/scan-overview.ts';

/** What one result does not know, each figure leading to why. */
export function UnknownSummary({ base, summary }: { base: string; summary: ScanSummary }) {
  return (
    <Facts
      facts={[
        [
          'Controls',
          <span key="c">
            <CountLink
              count={summary.verdicts.unknown}
              href={`${base}/visibility`}
              label="unknown controls"
            />{' '}
            could not be judged
          </span>,
        ],
        [
          'Unread',
          <span key="g">
            <CountLink count={summary.gaps} href={`${base}/visibility`} label="gaps" /> inputs the scan role
            may not read
          </span>,
        ],
        [
          'Undecided',
          <span key="d">
            <CountLink count={summary.decisions} href={`${base}/decisions`} label="decisions" /> questions the
            policy leaves open
          </span>,
        ],
      ]}
    />
  );
}
