import type { Metadata } from 'next';
import { ColumnDetail } from '#components/columns/column-detail.tsx';
import { ColumnTable } from '#components/columns/column-table.tsx';
import { EncryptionOpen } from '#components/columns/encryption-open.tsx';
import { NoResult } from '#components/databases/no-result.tsx';
import { hrefWith } from '#components/snapshot/address.ts';
import { AddressSearch } from '#components/snapshot/address-search.tsx';
import { DatabaseSelect } from '#components/snapshot/database-select.tsx';
import { GapNotice } from '#components/snapshot/gap-notice.tsx';
import { Segments } from '#components/snapshot/segments.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Pagination } from '#components/ui/pagination.tsx';
import { requirePerson } from '#lib/service/auth/page.ts';
import { columnStates, exploreColumns, parseColumnsQuery } from '#lib/service/columns/explore-columns.ts';
import { chooseDatabase, openSnapshot } from '#lib/service/snapshot/open-snapshot.ts';
import type { SearchParameters } from '#lib/service/snapshot/query-fields.ts';
import { getTarget } from '#lib/service/targets/get-target.ts';
import { orNotFound } from '../../../or-not-found.ts';
import { threatTitles } from '../../../threat-titles.ts';

export const metadata: Metadata = { title: 'Columns' };

interface ColumnsPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParameters>;
}

const stateTitles = {
  all: 'All',
  policy: 'Classified',
  high: 'Surely sensitive',
  medium: 'Probably',
  low: 'Perhaps',
} as const;

export default async function ColumnsPage({ params, searchParams }: ColumnsPageProps) {
  const access = await requirePerson(['target:read', 'finding:read']);
  const said = await searchParams;
  const target = await orNotFound(getTarget(access, (await params).id));
  if (target.result === null) return <NoResult targetId={target.id} latest={target.latest} what="columns" />;
  const query = parseColumnsQuery(said);
  const base = `/databases/${target.id}`;
  const here = `${base}/columns`;
  const snapshot = await openSnapshot(access, target.id);
  const choice = chooseDatabase(snapshot, query.database);
  const answer =
    'database' in choice ? exploreColumns(choice.database, snapshot.policy, query) : { gap: choice.gap };
  return (
    <div className="grid gap-5 [&>*]:min-w-0">
      {answer.gap ? (
        <>
          <DatabaseSelect base={here} names={choice.names} chosen={choice.chosen} />
          <GapNotice gap={answer.gap} what="which columns are sensitive and who reads them" />
        </>
      ) : (
        <>
          {answer.value.chosen && (
            <ColumnDetail
              column={answer.value.chosen}
              base={base}
              database={choice.chosen}
              threatTitles={threatTitles}
              closeHref={hrefWith(here, said, { schema: null, relation: null, column: null })}
            />
          )}
          <div className="flex flex-wrap items-center gap-3">
            <DatabaseSelect base={here} names={choice.names} chosen={choice.chosen} />
            <AddressSearch label="Find a column" placeholder="Column, table or class" />
            <Segments
              label="How it is known"
              segments={columnStates.map((state) => ({
                key: state,
                label: stateTitles[state],
                chosen: query.known === state,
                href: hrefWith(here, said, { known: state === 'all' ? null : state }),
                count: answer.value.counts[state],
              }))}
            />
          </div>
          <EncryptionOpen reasons={answer.value.encryptionOpen} />
          <p className="max-w-prose text-ink-soft">
            Suggestions come from names, types and comments; no row was read. They count as classified only
            once the policy says so.
          </p>
          {answer.value.page.total === 0 ? (
            <EmptyState title={answer.value.counts.all === 0 ? 'Nothing looks sensitive' : 'No column fits'}>
              {answer.value.counts.all === 0
                ? 'The policy classifies no column of this database, and no name, type or comment points to one.'
                : 'Other filters may leave some.'}
            </EmptyState>
          ) : (
            <div>
              <ColumnTable
                rows={answer.value.page.rows}
                columnHref={({ schema, relation, column }) =>
                  hrefWith(here, said, { schema, relation, column, page: String(query.page) })
                }
              />
              <Pagination
                page={answer.value.page.page}
                pageSize={answer.value.page.size}
                total={answer.value.page.total}
                hrefOf={(page) => hrefWith(here, said, { page: String(page) })}
              />
            </div>
          )}
        </>
      )}
    </div>
  );
}
