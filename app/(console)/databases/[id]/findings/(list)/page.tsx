import type { Metadata } from 'next';
import { NoResult } from '#components/databases/no-result.tsx';
import { findingSearch } from '#components/findings/finding-address.ts';
import { FindingBody } from '#components/findings/finding-body.tsx';
import { FindingEmpty } from '#components/findings/finding-empty.tsx';
import { FindingFacets } from '#components/findings/finding-facets.tsx';
import { FindingLayout } from '#components/findings/finding-layout.tsx';
import { FindingPanel } from '#components/findings/finding-panel.tsx';
import { FindingTable } from '#components/findings/finding-table.tsx';
import { FindingToolbar } from '#components/findings/finding-toolbar.tsx';
import { GroupTable } from '#components/findings/group-table.tsx';
import { ListKeys } from '#components/findings/list-keys.tsx';
import { UnseenNotice } from '#components/findings/unseen-notice.tsx';
import { TriageProvider } from '#components/triage/triage-context.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { Pagination } from '#components/ui/pagination.tsx';
import { SeverityMark } from '#components/ui/severity-mark.tsx';
import { requirePerson } from '#lib/service/auth/page.ts';
import { parseFindingQuery } from '#lib/service/findings/finding-query.ts';
import { listFindings } from '#lib/service/findings/list-findings.ts';
import { getTarget } from '#lib/service/targets/get-target.ts';
import { triageOptions } from '#lib/service/triage/triage-options.ts';
import { controlTitles } from '../../../../control-catalogue.ts';
import { controlGroups } from '../../../../control-groups.ts';
import { findingPageData } from '../../../../finding-page-data.ts';
import { orNotFound } from '../../../../or-not-found.ts';

export const metadata: Metadata = { title: 'Findings' };

interface FindingsPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function FindingsPage({ params, searchParams }: FindingsPageProps) {
  const access = await requirePerson(['target:read', 'finding:read']);
  const said = await searchParams;
  const target = await orNotFound(getTarget(access, (await params).id));
  if (target.result === null) return <NoResult targetId={target.id} latest={target.latest} what="findings" />;

  const query = parseFindingQuery(said);
  const base = `/databases/${target.id}/findings`;
  const grouped = said.group === 'control';
  const selected = typeof said.selected === 'string' ? said.selected : null;
  const [list, options, open] = await Promise.all([
    listFindings(access, target.id, query),
    triageOptions(access),
    selected === null ? null : orNotFound(findingPageData(access, target.id, selected)),
  ]);
  const listHref = base + findingSearch(query, { page: query.page });
  const beside = (fingerprint: string) =>
    `${listHref}${listHref.includes('?') ? '&' : '?'}selected=${fingerprint}`;
  return (
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
        exportHref={access.may('report:export') ? `/api/targets/${target.id}/export` : null}
      />
      <TriageProvider
        rows={list.rows.map(({ fingerprint }) => ({ target: target.id, fingerprint }))}
        total={list.total}
        filter={{ target: target.id, search: findingSearch(query) }}
        options={options}
      >
        {list.total === 0 ? (
          <FindingEmpty base={base} query={query} unknown={list.scan.summary.verdicts.unknown} />
        ) : grouped ? (
          <GroupTable groups={controlGroups(list.facets.control, base, query)} />
        ) : (
          <>
            <FindingTable
              rows={list.rows}
              base={base}
              query={query}
              open={selected}
              hrefOf={(row) => beside(row.fingerprint)}
              today={list.today}
              triage={options && { target: target.id }}
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
      {open && (
        <FindingPanel fingerprint={open.finding.fingerprint} title={open.finding.title} listHref={listHref}>
          <div className="flex items-center justify-between gap-3">
            <SeverityMark severity={open.finding.severity} />
            <LinkButton small href={`${base}/${open.finding.fingerprint}`}>
              Open its page
            </LinkButton>
          </div>
          <FindingBody {...open} />
        </FindingPanel>
      )}
    </FindingLayout>
  );
}
