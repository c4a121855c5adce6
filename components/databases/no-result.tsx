import { EmptyState } from '#components/ui/empty-state.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import type { ScanOverview } from '#lib/service/scans/scan-overview.ts';

/** Stands where a result would be while there is none: not an empty result, and says so. */
export function NoResult({
  targetId,
  latest,
  what,
}: {
  targetId: string;
  latest: ScanOverview | null;
  what: string;
}) {
  const overview = <LinkButton href={`/databases/${targetId}`}>To the overview</LinkButton>;
  if (latest?.state === 'failed')
    return (
      <ErrorState title="This database could not be scanned" action={overview}>
        <Hostile text={latest.error?.message ?? 'The scan failed.'} /> Nothing is known about it: this is not
        the same as no {what}.
      </ErrorState>
    );
  if (latest?.state === 'queued' || latest?.state === 'running')
    return (
      <EmptyState title="The first scan is under way" action={overview}>
        Its {what} stand here once it is done.
      </EmptyState>
    );
  return (
    <EmptyState title="Not scanned yet" action={overview}>
      Nothing is known about this database until its first scan; then its {what} stand here.
    </EmptyState>
  );
}
