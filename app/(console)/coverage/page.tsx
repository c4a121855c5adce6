import type { Metadata } from 'next';
import { FleetCoverage } from '#components/coverage/fleet-coverage.tsx';
import { PartialFleetNotice } from '#components/findings/partial-fleet-notice.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { requirePerson } from '#lib/service/auth/page.ts';
import { fleetCoverage } from '#lib/service/coverage/fleet-coverage.ts';

export const metadata: Metadata = { title: 'Coverage' };

export default async function FleetCoveragePage() {
  const access = await requirePerson(['target:read', 'finding:read']);
  const columns = await fleetCoverage(access);
  const fleet = columns.map((column) => column.target);
  return (
    <div data-print="landscape">
      <PageHeader
        title="Coverage"
        line="Each threat against each database server. A cell leads to the matrix of that server."
        actions={<LinkButton href="/threats">The threats</LinkButton>}
      />
      <PartialFleetNotice
        unread={fleet.filter((target) => target.result === null)}
        stale={fleet.filter((target) => target.result?.stale)}
      />
      {columns.every((column) => column.threats === null) ? (
        <EmptyState
          title="No finished scan yet"
          action={<LinkButton href="/databases">To the databases</LinkButton>}
        >
          Once a database has been scanned, each threat stands here with how well it is covered.
        </EmptyState>
      ) : (
        <FleetCoverage columns={columns} />
      )}
    </div>
  );
}
