import { Hostile } from '#components/ui/hostile.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { ShownScan } from '#lib/service/scans/scan-overview.ts';

/** Says, on every page of a result that may no longer hold, that it is the last good one and why. */
export function StaleNotice({ result }: { result: ShownScan | null }) {
  if (!result?.stale) return null;
  return (
    <div className="mb-5">
      <Notice tone="partial">
        <strong className="font-semibold">
          Shown is the last good result, from <RelativeTime at={result.finishedAt} />.
        </strong>{' '}
        <Hostile text={result.stale} />
      </Notice>
    </div>
  );
}
