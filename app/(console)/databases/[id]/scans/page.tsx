import type { Metadata } from 'next';
import { ScanTable } from '#components/databases/scan-table.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { requirePerson } from '#lib/service/auth/page.ts';
import { listScans } from '#lib/service/scans/get-scan.ts';
import { getTarget } from '#lib/service/targets/get-target.ts';
import { orNotFound } from '../../../or-not-found.ts';

export const metadata: Metadata = { title: 'Scans' };

export default async function ScansPage({ params }: { params: Promise<{ id: string }> }) {
  const access = await requirePerson('target:read');
  const target = await orNotFound(getTarget(access, (await params).id));
  const scans = await listScans(access, target.id);
  if (scans.length === 0)
    return (
      <EmptyState title="Not scanned yet">
        Every scan, finished or not, is listed here. Start the first one above.
      </EmptyState>
    );
  return <ScanTable scans={scans} shown={target.result?.id ?? null} />;
}
