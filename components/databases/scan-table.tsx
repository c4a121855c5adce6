import { openFindings } from '#components/findings/open-findings.ts';
import { Badge, type BadgeTone } from '#components/ui/badge.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Cell, Head, Table } from '#components/ui/table.tsx';
import type { ScanOverview, ScanState } from '#lib/service/scans/scan-overview.ts';
import { VerdictBar } from './verdict-bar.tsx';

const states: Record<ScanState, readonly [tone: BadgeTone, word: string]> = {
  queued: ['accent', 'Queued'],
  running: ['accent', 'Running'],
  done: ['pass', 'Done'],
  failed: ['fail', 'Failed'],
  cancelled: ['neutral', 'Cancelled'],
};

/** Every scan of a database, newest first, whatever became of it. */
export function ScanTable({ scans, shown }: { scans: readonly ScanOverview[]; shown: string | null }) {
  return (
    <Table
      caption="Scans"
      head={
        <>
          <Head>Asked for</Head>
          <Head>State</Head>
          <Head>Server</Head>
          <Head figures>Policy</Head>
          <Head figures>Open findings</Head>
          <Head>Controls</Head>
        </>
      }
    >
      {scans.map((scan) => {
        const [tone, word] = states[scan.state];
        return (
          <tr key={scan.id}>
            <Cell heading>
              <RelativeTime at={scan.requestedAt} />
              {scan.kind === 'judgement' && (
                <span className="block text-fine text-ink-faint">
                  judged again
                  {scan.readAt !== null && scan.state === 'done' && (
                    <>
                      , read <RelativeTime at={scan.readAt} />
                    </>
                  )}
                </span>
              )}
              {scan.id === shown && (
                <span className="block text-fine text-ink-faint">shown on every page</span>
              )}
            </Cell>
            <Cell className="max-w-96">
              <Badge tone={tone}>{word}</Badge>
              {scan.error && (
                <span className="mt-1 block">
                  <Hostile text={scan.error.message} />
                </span>
              )}
            </Cell>
            <Cell>{scan.serverVersion === null ? null : <Hostile text={scan.serverVersion} />}</Cell>
            <Cell figures>
              {scan.policyVersion === null ? null : `v${scan.policyVersion}`}
              {scan.organisationPolicyVersion !== null && (
                <span className="block text-fine text-ink-faint">
                  over v{scan.organisationPolicyVersion} of all
                </span>
              )}
            </Cell>
            <Cell figures>
              {scan.summary === null ? null : openFindings(scan.summary).toLocaleString('en')}
            </Cell>
            <Cell>{scan.summary === null ? null : <VerdictBar verdicts={scan.summary.verdicts} />}</Cell>
          </tr>
        );
      })}
    </Table>
  );
}
