import type { Metadata } from 'next';
import { AccessNavigation } from '#components/access/access-navigation.tsx';
import { AttackTable } from '#components/access/attack-table.tsx';
import { NoResult } from '#components/databases/no-result.tsx';
import { hrefWith } from '#components/snapshot/address.ts';
import { AddressSearch } from '#components/snapshot/address-search.tsx';
import { GapNotice } from '#components/snapshot/gap-notice.tsx';
import { PathPicture } from '#components/snapshot/path-picture.tsx';
import { Segments } from '#components/snapshot/segments.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Pagination } from '#components/ui/pagination.tsx';
import { attackGraph } from '#lib/service/access/attack-graph.ts';
import { attackGoals, attackPaths, withSteps } from '#lib/service/access/attack-paths.ts';
import { parsePathsQuery } from '#lib/service/access/roles-query.ts';
import { requirePerson } from '#lib/service/auth/page.ts';
import { openSnapshot } from '#lib/service/snapshot/open-snapshot.ts';
import { orGap } from '#lib/service/snapshot/or-gap.ts';
import { mentions, pageOf } from '#lib/service/snapshot/page-of.ts';
import type { SearchParameters } from '#lib/service/snapshot/query-fields.ts';
import { getTarget } from '#lib/service/targets/get-target.ts';
import { orNotFound } from '../../../../or-not-found.ts';

export const metadata: Metadata = { title: 'Attack paths' };

interface PathsPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParameters>;
}

const goalTitles = {
  all: 'All',
  superuser: 'To superuser',
  'operating-system': 'To the operating system',
  verifiers: 'To password verifiers',
  'all-data': 'To all data',
  column: 'To sensitive columns',
} as const;

export default async function PathsPage({ params, searchParams }: PathsPageProps) {
  const access = await requirePerson(['target:read', 'finding:read']);
  const said = await searchParams;
  const target = await orNotFound(getTarget(access, (await params).id));
  if (target.result === null)
    return <NoResult targetId={target.id} latest={target.latest} what="attack paths" />;
  const query = parsePathsQuery(said);
  const base = `/databases/${target.id}`;
  const here = `${base}/access/paths`;
  const snapshot = await openSnapshot(access, target.id);
  const answer = orGap(() => attackPaths(snapshot));
  const navigation = <AccessNavigation base={base} here="paths" />;
  if (answer.gap)
    return (
      <div className="grid gap-5 [&>*]:min-w-0">
        <div className="flex">{navigation}</div>
        <GapNotice gap={answer.gap} what="which ways lead on from a login" />
      </div>
    );
  const { paths, reachable, gaps } = answer.value;
  const found = paths.filter(({ role, others, target: to, columns }) =>
    mentions(query.q, role, to, ...others, ...columns),
  );
  const page = pageOf(
    found.filter(({ goal }) => query.goal === 'all' || goal === query.goal),
    query.page,
    25,
  );
  return (
    <div className="grid gap-5 [&>*]:min-w-0">
      <div className="flex flex-wrap items-center gap-3">
        {navigation}
        <AddressSearch label="Find a path" placeholder="Role, table or column" />
        <Segments
          label="Goal"
          segments={(['all', ...attackGoals] as const).map((goal) => ({
            key: goal,
            label: goalTitles[goal],
            chosen: query.goal === goal,
            href: hrefWith(here, said, { goal: goal === 'all' ? null : goal }),
            count: goal === 'all' ? found.length : found.filter((path) => path.goal === goal).length,
          }))}
        />
      </div>
      {gaps.map((gap) => (
        <GapNotice
          key={`${gap.input}\0${gap.database ?? ''}`}
          gap={gap}
          what={gap.database === null ? 'from where each role can be reached' : 'some of the ways'}
        />
      ))}
      <p className="max-w-prose text-ink-soft">
        {reachable === null
          ? 'Every login role is taken as reachable, since the rules could not be followed.'
          : `${reachable.toLocaleString('en')} login ${reachable === 1 ? 'role' : 'roles'} can be reached from beyond the machine.`}{' '}
        A path begins with its password or key in the wrong hands. What waits for somebody else to act is
        marked. Roles that the policy means to read a column have no path to it.
      </p>
      {page.total === 0 ? (
        <EmptyState title={paths.length === 0 ? 'No path found' : 'No path fits'}>
          {paths.length === 0
            ? 'From the network no login role comes to a superuser, the operating system, the password verifiers, all data or a column that is classified or looks sensitive, other than the policy means it.'
            : 'Other filters may leave some.'}
        </EmptyState>
      ) : (
        <>
          <div>
            <AttackTable paths={page.rows.map((path) => withSteps(snapshot, path))} base={base} />
            <Pagination
              page={page.page}
              pageSize={page.size}
              total={page.total}
              hrefOf={(number) => hrefWith(here, said, { page: String(number) })}
            />
          </div>
          <PathPicture
            graph={attackGraph(snapshot.facts, page.rows)}
            title={`The ${page.rows.length} paths above as a picture`}
            fileName="postern-attack-paths.svg"
          />
        </>
      )}
    </div>
  );
}
