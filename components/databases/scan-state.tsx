import { Badge } from '#components/ui/badge.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { ScanOverview, ShownScan } from '#lib/service/scans/scan-overview.ts';

/** In a few words where a database stands: when it was last read, and whether that still counts. */
export function ScanState({ latest, result }: { latest: ScanOverview | null; result: ShownScan | null }) {
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
      {latest?.state === 'running' && (
        <Badge tone="accent">{latest.kind === 'judgement' ? 'Judging again' : 'Scanning'}</Badge>
      )}
      {latest?.state === 'queued' && <Badge tone="accent">Queued</Badge>}
      {latest?.state === 'failed' && <Badge tone="fail">Last attempt failed</Badge>}
      {latest?.state === 'cancelled' && <Badge>Last attempt cancelled</Badge>}
      {result === null ? (
        <span className="text-ink-faint">never scanned</span>
      ) : (
        <span>
          scanned <RelativeTime at={result.readAt} />
          {result.kind === 'judgement' && (
            <>
              , judged again <RelativeTime at={result.finishedAt} />
            </>
          )}
        </span>
      )}
      {result?.stale && latest?.state !== 'failed' && <Badge tone="partial">Stale</Badge>}
    </span>
  );
}
