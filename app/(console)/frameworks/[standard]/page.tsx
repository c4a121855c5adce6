import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { standardSlug } from '#components/catalogue/catalogue-address.ts';
import { OpenRequirements } from '#components/catalogue/open-requirements.tsx';
import { RequirementTable } from '#components/catalogue/requirement-table.tsx';
import { ServerChoice } from '#components/catalogue/server-choice.tsx';
import { PartialFleetNotice } from '#components/findings/partial-fleet-notice.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Section } from '#components/ui/section.tsx';
import { frameworks } from '#lib/engine/coverage/frameworks/frameworks.ts';
import { requirePerson } from '#lib/service/auth/page.ts';
import { listFrameworks } from '#lib/service/catalogue/list-frameworks.ts';
import type { SearchParameters } from '#lib/service/snapshot/query-fields.ts';
import { controlTitles } from '../../control-catalogue.ts';
import { chosenServer } from '../chosen-server.ts';

interface FrameworkPageProps {
  params: Promise<{ standard: string }>;
  searchParams: Promise<SearchParameters>;
}

const standardOf = async ({ params }: FrameworkPageProps) => {
  const slug = (await params).standard;
  return frameworks.find(({ standard }) => standardSlug(standard) === slug)?.standard;
};

export async function generateMetadata(props: FrameworkPageProps): Promise<Metadata> {
  return { title: (await standardOf(props)) ?? 'Framework' };
}

export default async function FrameworkPage(props: FrameworkPageProps) {
  const access = await requirePerson(['target:read', 'finding:read']);
  const standard = await standardOf(props);
  if (standard === undefined) notFound();
  const { id, search } = chosenServer(await props.searchParams);
  const list = await listFrameworks(access, id);
  const framework = list.frameworks.find((one) => one.standard === standard);
  if (framework === undefined) notFound();
  const { counts, requirements } = framework;
  const of = (kind: keyof typeof counts) => requirements.filter((one) => one.kind === kind);
  return (
    <>
      <PageHeader
        title={standard}
        line={`${requirements.length} requirements concern a database server: ${counts.met} answered by controls, ${counts.hole} by none, and ${counts.outside} that cannot be seen from a database.`}
        actions={<LinkButton href={`/frameworks${search}`}>All frameworks</LinkButton>}
      />
      <PartialFleetNotice unread={list.unread} stale={list.stale} />
      <div className="grid gap-7 [&>*]:min-w-0">
        <ServerChoice base={`/frameworks/${standardSlug(standard)}`} servers={list.servers} chosen={id} />
        {counts.hole > 0 && (
          <Section title="Holes" aside="no control answers these">
            <OpenRequirements caption="Requirements no control answers" requirements={of('hole')} />
          </Section>
        )}
        <Section title="Answered by controls" aside={id === null ? 'the worst of the fleet' : undefined}>
          <RequirementTable
            requirements={of('met')}
            titles={controlTitles}
            findingsHref={id === null ? '/findings' : `/databases/${id}/findings`}
          />
        </Section>
        {counts.outside > 0 && (
          <Section title="Outside Postern's sight" aside="to be shown by other means">
            <OpenRequirements caption="Requirements outside Postern's sight" requirements={of('outside')} />
          </Section>
        )}
      </div>
    </>
  );
}
