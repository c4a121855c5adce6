import type { Metadata } from 'next';
import { FrameworkTable } from '#components/catalogue/framework-table.tsx';
import { ServerChoice } from '#components/catalogue/server-choice.tsx';
import { PartialFleetNotice } from '#components/findings/partial-fleet-notice.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { requirePerson } from '#lib/service/auth/page.ts';
import { listFrameworks } from '#lib/service/catalogue/list-frameworks.ts';
import type { SearchParameters } from '#lib/service/snapshot/query-fields.ts';
import { chosenServer } from '../chosen-server.ts';

export const metadata: Metadata = { title: 'Frameworks' };

interface FrameworksPageProps {
  searchParams: Promise<SearchParameters>;
}

export default async function FrameworksPage({ searchParams }: FrameworksPageProps) {
  const access = await requirePerson(['target:read', 'finding:read']);
  const { id, search } = chosenServer(await searchParams);
  const list = await listFrameworks(access, id);
  return (
    <>
      <PageHeader
        title="Frameworks"
        line="What each standard asks of a database server, which controls answer it, and how they stand. A pass says that the controls hold; whether a standard is met is for its auditor to say."
        actions={<LinkButton href="/controls">The controls</LinkButton>}
      />
      <PartialFleetNotice unread={list.unread} stale={list.stale} />
      <div className="grid justify-items-start gap-4 [&>*]:min-w-0 [&>*]:max-w-full">
        <ServerChoice base="/frameworks" servers={list.servers} chosen={id} />
        <FrameworkTable frameworks={list.frameworks} search={search} />
      </div>
    </>
  );
}
