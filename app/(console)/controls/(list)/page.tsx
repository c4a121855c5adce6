import type { Metadata } from 'next';
import { ControlFacets } from '#components/catalogue/control-facets.tsx';
import { ControlTable } from '#components/catalogue/control-table.tsx';
import { FindingLayout } from '#components/findings/finding-layout.tsx';
import { PartialFleetNotice } from '#components/findings/partial-fleet-notice.tsx';
import { AddressSearch } from '#components/snapshot/address-search.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Section } from '#components/ui/section.tsx';
import { registry } from '#lib/engine/controls/registry.ts';
import { requirePerson } from '#lib/service/auth/page.ts';
import { parseControlQuery } from '#lib/service/catalogue/control-query.ts';
import { listControls } from '#lib/service/catalogue/list-controls.ts';
import type { SearchParameters } from '#lib/service/snapshot/query-fields.ts';
import { threatTitles } from '../../threat-titles.ts';

export const metadata: Metadata = { title: 'Controls' };

interface ControlsPageProps {
  searchParams: Promise<SearchParameters>;
}

export default async function ControlsPage({ searchParams }: ControlsPageProps) {
  const access = await requirePerson(['target:read', 'finding:read']);
  const said = await searchParams;
  const query = parseControlQuery(said);
  const list = await listControls(access, query);
  return (
    <>
      <PageHeader
        title="Controls"
        line={`Everything Postern judges: ${registry.length} controls, each bound to the threats it stands against and the requirements it answers.`}
        actions={<LinkButton href="/frameworks">By standard</LinkButton>}
      />
      <PartialFleetNotice unread={list.unread} stale={list.stale} />
      <FindingLayout
        facets={<ControlFacets said={said} query={query} facets={list.facets} threatTitles={threatTitles} />}
      >
        <div className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-2">
          <AddressSearch label="Find a control" placeholder="Title, id or rationale" />
          <span className="text-ink-faint tabular-nums">
            {list.total === 1 ? '1 control' : `${list.total} controls`}
          </span>
        </div>
        {list.total === 0 ? (
          <EmptyState
            title="No control is like that"
            action={<LinkButton href="/controls">Show all controls</LinkButton>}
          >
            The filters leave nothing. There are controls without them.
          </EmptyState>
        ) : (
          <div className="grid gap-7 [&>*]:min-w-0">
            {list.areas.map(({ area, controls }) => (
              <Section
                key={area}
                title={area.charAt(0).toUpperCase() + area.slice(1)}
                aside={controls.length === 1 ? '1 control' : `${controls.length} controls`}
              >
                <ControlTable area={area} controls={controls} />
              </Section>
            ))}
          </div>
        )}
      </FindingLayout>
    </>
  );
}
