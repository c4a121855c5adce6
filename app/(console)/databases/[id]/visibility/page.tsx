import type { Metadata } from 'next';
import { NoResult } from '#components/databases/no-result.tsx';
import { CodeBlock } from '#components/ui/code-block.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Section } from '#components/ui/section.tsx';
import { GapTable } from '#components/visibility/gap-table.tsx';
import { UnknownControls } from '#components/visibility/unknown-controls.tsx';
import { requirePerson } from '#lib/service/auth/page.ts';
import { getCoverage, listGaps } from '#lib/service/coverage/get-coverage.ts';
import { getTarget } from '#lib/service/targets/get-target.ts';
import { controlTitles } from '../../../control-catalogue.ts';
import { orNotFound } from '../../../or-not-found.ts';

export const metadata: Metadata = { title: 'Visibility' };

export default async function VisibilityPage({ params }: { params: Promise<{ id: string }> }) {
  const access = await requirePerson(['target:read', 'finding:read']);
  const target = await orNotFound(getTarget(access, (await params).id));
  if (target.result === null)
    return <NoResult targetId={target.id} latest={target.latest} what="blind spots" />;
  const [{ gaps }, { verdicts }] = await Promise.all([
    listGaps(access, target.id),
    getCoverage(access, target.id),
  ]);
  const unknown = verdicts.filter((verdict) => verdict.status === 'unknown');
  if (gaps.length === 0 && unknown.length === 0)
    return (
      <EmptyState title="Everything could be read">
        The scan role saw every input that the controls need, in every database it was asked to look at.
      </EmptyState>
    );
  const grants = [...new Set(gaps.flatMap((gap) => (gap.grant === null ? [] : [gap.grant])))];
  return (
    <div className="grid gap-8">
      {gaps.length > 0 && (
        <Section
          title="What could not be read"
          aside={gaps.length === 1 ? '1 input' : `${gaps.length} inputs`}
        >
          <GapTable gaps={gaps} />
        </Section>
      )}
      {grants.length > 0 && (
        <Section title="All grants at once" aside="Run as an administrator, then scan again">
          <CodeBlock
            code={`${grants.join('\n')}\n`}
            language="sql"
            title="What would allow it"
            fileName="postern-grants.sql"
          />
        </Section>
      )}
      {unknown.length > 0 && (
        <Section
          title="Controls that stay unknown"
          aside={unknown.length === 1 ? '1 control' : `${unknown.length} controls`}
        >
          <UnknownControls
            verdicts={unknown}
            titles={controlTitles}
            decisionsHref={`/databases/${target.id}/decisions`}
          />
        </Section>
      )}
    </div>
  );
}
