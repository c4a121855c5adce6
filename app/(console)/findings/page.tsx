import type { Metadata } from 'next';
import { findingSearch } from '#components/findings/finding-address.ts';
import { FindingEmpty } from '#components/findings/finding-empty.tsx';
import { FindingFacets } from '#components/findings/finding-facets.tsx';
import { FindingLayout } from '#components/findings/finding-layout.tsx';
import { FindingTable, type ShownRow } from '#components/findings/finding-table.tsx';
import { FindingToolbar } from '#components/findings/finding-toolbar.tsx';
import { GroupTable } from '#components/findings/group-table.tsx';
import { ListKeys } from '#components/findings/list-keys.tsx';
import { PartialFleetNotice } from '#components/findings/partial-fleet-notice.tsx';
import { UnseenNotice } from '#components/findings/unseen-notice.tsx';
import { TriageProvider } from '#components/triage/triage-context.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Pagination } from '#components/ui/pagination.tsx';
import { requirePerson } from '#lib/service/auth/page.ts';
import { parseFindingQuery } from '#lib/service/findings/finding-query.ts';
import { listFleetFindings } from '#lib/service/findings/list-fleet-findings.ts';
import { triageOptions } from '#lib/service/triage/triage-options.ts';
import { controlTitles } from '../control-catalogue.ts';
import { controlGroups } from '../control-groups.ts';

export const metadata: Metadata = { title: 'Findings' };

interface FleetFindingsPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function FleetFindingsPage({ searchParams }: FleetFindingsPageProps) {
  const access = await requirePerson('finding:read');
  const said = await searchParams;
  const query = parseFindingQuery(said);
  const [list, options] = await Promise.all([listFleetFindings(access, query), triageOptions(access)]);
  const grouped = said.group === 'control';
  const base = '/findings';
  return (
    <>
      <PageHeader
        title="Findings"
        line="Of every database server, as its last good scan saw it"
        actions={<LinkButton href="/findings/requests">Requests</LinkButton>}
      />
      <PartialFleetNotice unread={list.unread} stale={list.stale} />
      <FindingLayout
        facets={
          <FindingFacets
            base={base}
            query={query}
            facets={list.facets}
            titles={controlTitles}
            me={access.actor.id}
          />
        }
      >
        <UnseenNotice base={base} query={query} states={list.facets.state} />
        <FindingToolbar
          base={base}
          query={query}
          total={list.total}
          grouped={grouped}
          exportHref={access.may('report:export') ? '/api/findings/export' : null}
        />
        <TriageProvider
          rows={list.rows.map((row) => ({ target: row.target.id, fingerprint: row.fingerprint }))}
          total={list.total}
          filter={{ target: null, search: findingSearch(query) }}
          options={options}
        >
          {list.total === 0 ? (
            <FindingEmpty base={base} query={query} unknown={list.unread.length} />
          ) : grouped ? (
            <GroupTable groups={controlGroups(list.facets.control, base, query)} />
          ) : (
            <>
              <FindingTable
                fleet
                rows={list.rows}
                base={base}
                query={query}
                open={null}
                hrefOf={ownPage}
                today={list.today}
                triage={options && { target: '' }}
              />
              <Pagination
                page={list.page}
                pageSize={query.size}
                total={list.total}
                hrefOf={(page) => base + findingSearch(query, { page })}
              />
            </>
          )}
          <ListKeys />
        </TriageProvider>
      </FindingLayout>
    </>
  );
}

function ownPage(row: ShownRow): string {
  return row.target ? `/databases/${row.target.id}/findings/${row.fingerprint}` : '/findings';
}
