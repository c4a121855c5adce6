import type { Metadata } from 'next';
import { NoResult } from '#components/databases/no-result.tsx';
import { DecisionForm } from '#components/decisions/decision-form.tsx';
import { hrefWith } from '#components/snapshot/address.ts';
import { AddressSearch } from '#components/snapshot/address-search.tsx';
import { Segments } from '#components/snapshot/segments.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Pagination } from '#components/ui/pagination.tsx';
import { requirePerson } from '#lib/service/auth/page.ts';
import { decisionGroups } from '#lib/service/decisions/decision-groups.ts';
import { listOpenDecisions, parseDecisionsQuery } from '#lib/service/decisions/list-decisions.ts';
import type { SearchParameters } from '#lib/service/snapshot/query-fields.ts';
import { getTarget } from '#lib/service/targets/get-target.ts';
import { controlTitles } from '../../../control-catalogue.ts';
import { orNotFound } from '../../../or-not-found.ts';

export const metadata: Metadata = { title: 'Decisions' };

interface DecisionsPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParameters>;
}

const groupTitles = {
  architecture: 'Architecture',
  roles: 'Roles',
  columns: 'Columns',
  encryption: 'Encryption and keys',
  secrets: 'Credentials',
  retention: 'Retention',
  acceptances: 'Ended acceptances',
} as const;

/** More questions of one kind than this are a line each. */
const mostCards = 3;

export default async function DecisionsPage({ params, searchParams }: DecisionsPageProps) {
  const access = await requirePerson(['target:read', 'finding:read']);
  const said = await searchParams;
  const target = await orNotFound(getTarget(access, (await params).id));
  if (target.result === null)
    return <NoResult targetId={target.id} latest={target.latest} what="open decisions" />;
  const query = parseDecisionsQuery(said);
  const base = `/databases/${target.id}/decisions`;
  const answer = await listOpenDecisions(access, target.id, query);
  const { counts, group, page } = answer;
  const records = (
    <LinkButton href={`/api/targets/${target.id}/decisions/export`} download>
      All as records (zip)
    </LinkButton>
  );
  if (answer.total === 0)
    return (
      <EmptyState title="Nothing is left undecided" action={records}>
        The policy states everything that the controls of this database need to know. The records say what was
        decided, by whom and why.
      </EmptyState>
    );
  return (
    <div className="grid gap-5 [&>*]:min-w-0">
      <div className="flex flex-wrap items-start justify-between gap-4">
        <p className="max-w-prose text-ink-soft">
          What the policy leaves unstated and a control would need to know. Until it is decided, nothing is
          assumed and those controls stay unknown. An answer becomes a new version of the policy; you see the
          change before it is saved.
        </p>
        {access.may('report:export') && records}
      </div>
      {answer.outdated && (
        <Notice tone="partial">
          The policy has changed since this snapshot was judged: what waits for a decision may be less by now.
        </Notice>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Segments
          label="Kind of decision"
          segments={decisionGroups.map((one) => ({
            key: one,
            label: groupTitles[one],
            chosen: group === one,
            href: hrefWith(base, said, { group: one }),
            count: counts[one],
          }))}
        />
        <AddressSearch label="Find a decision" placeholder="Role, column or words" />
      </div>
      {page.total === 0 ? (
        <EmptyState title={counts[group] === 0 ? 'Nothing of this kind is open' : 'No decision fits'}>
          {counts[group] === 0
            ? 'The policy states all that is asked for here.'
            : 'Other words may find some.'}
        </EmptyState>
      ) : (
        <>
          <DecisionForm
            key={`${group} ${page.page}`}
            targetId={target.id}
            decisions={page.rows}
            titles={controlTitles}
            basedOn={answer.basedOn}
            mayAnswer={access.may('policy:edit')}
            asRows={group !== 'architecture' && group !== 'acceptances' && counts[group] > mostCards}
          />
          <Pagination
            page={page.page}
            pageSize={page.size}
            total={page.total}
            hrefOf={(next) => hrefWith(base, said, { page: String(next) })}
          />
        </>
      )}
    </div>
  );
}
