import type { Metadata } from 'next';
import { FleetCoverage } from '#components/coverage/fleet-coverage.tsx';
import { Legend } from '#components/coverage/legend.tsx';
import { PartialFleetNotice } from '#components/findings/partial-fleet-notice.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { requirePerson } from '#lib/service/auth/page.ts';
import { getCoverage } from '#lib/service/coverage/get-coverage.ts';
import { listFleet } from '#lib/service/fleet/list-fleet.ts';

export const metadata: Metadata = { title: 'Coverage' };

export default async function FleetCoveragePage() {
  const access = await requirePerson(['target:read', 'finding:read']);
  const fleet = await listFleet(access);
  const read = fleet.filter((target) => target.result !== null);
  const columns = await Promise.all(
    read.map(async ({ id, name }) => ({
      id,
      name,
      threats: (await getCoverage(access, id)).coverage.threats,
    })),
  );
  return (
    <>
      <PageHeader
        title="Coverage"
        line="Each threat against each database server. A cell leads to the controls behind it."
      />
      <PartialFleetNotice
        unread={fleet.filter((target) => target.result === null)}
        stale={fleet.filter((target) => target.result?.stale)}
      />
      {columns.length === 0 ? (
        <EmptyState
          title="No finished scan yet"
          action={<LinkButton href="/databases">To the databases</LinkButton>}
        >
          Once a database has been scanned, each threat stands here with how well it is covered.
        </EmptyState>
      ) : (
        <div className="grid gap-5">
          <FleetCoverage columns={columns} />
          <Legend />
        </div>
      )}
    </>
  );
}
