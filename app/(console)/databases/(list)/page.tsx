import type { Metadata } from 'next';
import { FleetTable } from '#components/databases/fleet-table.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { requirePerson } from '#lib/service/auth/page.ts';
import { listFleet } from '#lib/service/fleet/list-fleet.ts';

export const metadata: Metadata = { title: 'Databases' };

export default async function DatabasesPage() {
  const access = await requirePerson('target:read');
  const fleet = await listFleet(access);
  const register = access.may('target:register') && (
    <LinkButton href="/databases/new" kind="primary">
      Register a database
    </LinkButton>
  );
  return (
    <>
      <PageHeader
        title="Databases"
        line="PostgreSQL servers that Postern reads, each with all its databases"
        actions={register}
      />
      {fleet.length === 0 ? (
        <EmptyState title="No database yet" action={register}>
          Each PostgreSQL server stands here once it is registered, with its last scan and what that found.
        </EmptyState>
      ) : (
        <FleetTable fleet={fleet} />
      )}
    </>
  );
}
