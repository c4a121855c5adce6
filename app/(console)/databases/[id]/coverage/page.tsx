import type { Metadata } from 'next';
import { CoverageExports } from '#components/coverage/coverage-exports.tsx';
import { CoverageFilters } from '#components/coverage/coverage-filters.tsx';
import { Legend } from '#components/coverage/legend.tsx';
import { Matrix } from '#components/coverage/matrix.tsx';
import { OutsideSight } from '#components/coverage/outside-sight.tsx';
import { RemovableControls } from '#components/coverage/removable-controls.tsx';
import { ThreatTally } from '#components/coverage/threat-tally.tsx';
import { NoResult } from '#components/databases/no-result.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { Section } from '#components/ui/section.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { areas, enforcedWhere } from '#lib/engine/model/area.ts';
import { requirePerson } from '#lib/service/auth/page.ts';
import { parseCoverageQuery } from '#lib/service/coverage/coverage-query.ts';
import { listVerdicts } from '#lib/service/coverage/get-coverage.ts';
import { getMatrix } from '#lib/service/coverage/get-matrix.ts';
import { getTarget } from '#lib/service/targets/get-target.ts';
import { frameworks } from '../../../control-catalogue.ts';
import { controlDetails } from '../../../coverage-detail.ts';
import { orNotFound } from '../../../or-not-found.ts';

export const metadata: Metadata = { title: 'Coverage' };

interface CoveragePageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function CoveragePage({ params, searchParams }: CoveragePageProps) {
  const access = await requirePerson(['target:read', 'finding:read']);
  const target = await orNotFound(getTarget(access, (await params).id));
  if (target.result === null)
    return <NoResult targetId={target.id} latest={target.latest} what="threats and controls" />;
  const query = parseCoverageQuery(await searchParams);
  const [view, verdicts] = await Promise.all([
    orNotFound(getMatrix(access, target.id, query)),
    listVerdicts(access, target.id),
  ]);
  const controls = Object.fromEntries(controlDetails(verdicts).map((control) => [control.id, control]));
  const base = `/databases/${target.id}/coverage`;
  return (
    <div className="grid min-w-0 gap-6 print:gap-2" data-print="landscape">
      <div className="min-w-0">
        <CoverageFilters
          base={base}
          query={query}
          databases={view.databases}
          choices={{ area: areas, framework: frameworks, where: enforcedWhere }}
        />
        <div className="mb-4 flex flex-wrap items-center gap-4 print:mb-1">
          <ThreatTally base={base} query={query} tally={view.tally} />
          {access.may('report:export') && (
            <CoverageExports href={`/api/targets/${target.id}/coverage/export`} />
          )}
        </div>
        {view.rows.length === 0 ? (
          <EmptyState title="Nothing is left" action={<LinkButton href={base}>Show all</LinkButton>}>
            No threat or boundary has a control that these filters ask for.
          </EmptyState>
        ) : (
          <Matrix
            key={JSON.stringify(query)}
            rows={view.rows}
            areas={view.areas}
            query={query}
            controls={controls}
            targetId={target.id}
            mayAnnotate={access.may('threat:annotate')}
          />
        )}
      </div>
      <Legend />
      {!view.hasBoundaries && (
        <p className="text-ink-soft">
          The policy states no trust zones, so no boundary has a row.{' '}
          <TextLink href={`/databases/${target.id}/decisions`}>To the decisions</TextLink>
        </p>
      )}
      <div className="grid gap-8 pt-2 print:hidden">
        <Section title="Removable controls" aside={`${view.removableControls.length} that no threat names`}>
          <RemovableControls ids={view.removableControls} controls={controls} />
        </Section>
        <Section title="Outside Postern's sight">
          <OutsideSight />
        </Section>
      </div>
    </div>
  );
}
