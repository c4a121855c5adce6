import type { Metadata } from 'next';
import { NoResult } from '#components/databases/no-result.tsx';
import { TableDetailView } from '#components/rows/table-detail.tsx';
import { TableList } from '#components/rows/table-list.tsx';
import { hrefWith } from '#components/snapshot/address.ts';
import { AddressSearch } from '#components/snapshot/address-search.tsx';
import { DatabaseSelect } from '#components/snapshot/database-select.tsx';
import { GapNotice } from '#components/snapshot/gap-notice.tsx';
import { Segments } from '#components/snapshot/segments.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Pagination } from '#components/ui/pagination.tsx';
import { requirePerson } from '#lib/service/auth/page.ts';
import { listTables, parseRowsQuery, tableStates } from '#lib/service/rows/list-tables.ts';
import { lookIntoTable } from '#lib/service/rows/look-into-table.ts';
import { chooseDatabase, openSnapshot } from '#lib/service/snapshot/open-snapshot.ts';
import { orGap } from '#lib/service/snapshot/or-gap.ts';
import type { SearchParameters } from '#lib/service/snapshot/query-fields.ts';
import { getTarget } from '#lib/service/targets/get-target.ts';
import { orNotFound } from '../../../or-not-found.ts';

export const metadata: Metadata = { title: 'Rows' };

interface RowsPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParameters>;
}

const stateTitles = {
  all: 'All',
  lacking: 'Need it and lack it',
  off: 'Off',
  'not-forced': 'Not forced',
  open: 'Open',
  unknown: 'Unknown',
  protected: 'On',
} as const;

export default async function RowsPage({ params, searchParams }: RowsPageProps) {
  const access = await requirePerson(['target:read', 'finding:read']);
  const said = await searchParams;
  const target = await orNotFound(getTarget(access, (await params).id));
  if (target.result === null) return <NoResult targetId={target.id} latest={target.latest} what="tables" />;
  const query = parseRowsQuery(said);
  const here = `/databases/${target.id}/rows`;
  const snapshot = await openSnapshot(access, target.id);
  const choice = chooseDatabase(snapshot, query.database);
  const answer =
    'database' in choice
      ? orGap(() => ({
          list: listTables(choice.database, snapshot.policy, query),
          table: query.table === '' ? null : lookIntoTable(choice.database, snapshot.policy, query),
        }))
      : { gap: choice.gap };
  const tableHref = (schema: string, table: string) =>
    hrefWith(here, said, { schema, table, page: String(query.page) });
  return (
    <div className="grid gap-5 [&>*]:min-w-0">
      {answer.gap ? (
        <>
          <DatabaseSelect base={here} names={choice.names} chosen={choice.chosen} />
          <GapNotice gap={answer.gap} what="what row security does" />
        </>
      ) : (
        <>
          {answer.value.table && (
            <TableDetailView
              table={answer.value.table}
              database={choice.chosen}
              role={query.role}
              closeHref={hrefWith(here, said, { schema: null, table: null, role: null })}
            />
          )}
          <div className="flex flex-wrap items-center gap-3">
            <DatabaseSelect base={here} names={choice.names} chosen={choice.chosen} />
            <AddressSearch label="Find a table" placeholder="Table or schema" />
            <Segments
              label="Which tables"
              segments={tableStates.map((state) => ({
                key: state,
                label: stateTitles[state],
                chosen: query.state === state,
                href: hrefWith(here, said, { state: state === 'all' ? null : state }),
                count: answer.value.list.counts[state],
              }))}
            />
          </div>
          {snapshot.policy.tenancy === undefined && (
            <Notice tone="unknown">
              The policy does not say how tenants are kept apart (<code className="font-mono">tenancy</code>),
              so that nothing says which tables need row security.
            </Notice>
          )}
          {answer.value.list.undecided.gap && (
            <GapNotice gap={answer.value.list.undecided.gap} what="which routines lead round row security" />
          )}
          {!answer.value.list.undecided.gap && answer.value.list.undecided.value > 0 && (
            <Notice tone="unknown">
              {answer.value.list.undecided.value.toLocaleString('en')} SECURITY DEFINER{' '}
              {answer.value.list.undecided.value === 1 ? 'routine' : 'routines'} could not be read and may be
              ways round too: the numbers of ways are the least there are.
            </Notice>
          )}
          {answer.value.list.page.total === 0 ? (
            <EmptyState title="No table fits">
              {answer.value.list.counts.all === 0
                ? 'There is no table of that name outside the system schemas.'
                : 'Other filters may leave some.'}
            </EmptyState>
          ) : (
            <div>
              <TableList rows={answer.value.list.page.rows} tableHref={tableHref} />
              <Pagination
                page={answer.value.list.page.page}
                pageSize={answer.value.list.page.size}
                total={answer.value.list.page.total}
                hrefOf={(page) => hrefWith(here, said, { page: String(page) })}
              />
            </div>
          )}
        </>
      )}
    </div>
  );
}
