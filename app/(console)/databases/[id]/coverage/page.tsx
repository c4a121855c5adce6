import type { Metadata } from 'next';
import { Legend } from '#components/coverage/legend.tsx';
import { Matrix } from '#components/coverage/matrix.tsx';
import { RemovableControls } from '#components/coverage/removable-controls.tsx';
import { NoResult } from '#components/databases/no-result.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Section } from '#components/ui/section.tsx';
import { requirePerson } from '#lib/service/auth/page.ts';
import { getCoverage } from '#lib/service/coverage/get-coverage.ts';
import { worstByControl } from '#lib/service/findings/worst-findings.ts';
import { getTarget } from '#lib/service/targets/get-target.ts';
import { controlDetails } from '../../../coverage-detail.ts';
import { orNotFound } from '../../../or-not-found.ts';

export const metadata: Metadata = { title: 'Coverage' };

export default async function CoveragePage({ params }: { params: Promise<{ id: string }> }) {
  const access = await requirePerson(['target:read', 'finding:read']);
  const target = await orNotFound(getTarget(access, (await params).id));
  if (target.result === null)
    return <NoResult targetId={target.id} latest={target.latest} what="threats and controls" />;
  const [{ coverage, verdicts }, worst] = await Promise.all([
    getCoverage(access, target.id),
    worstByControl(access, target.result, 3),
  ]);
  const controls = Object.fromEntries(
    controlDetails(verdicts, worst).map((control) => [control.id, control]),
  );
  const findingsHref = `/databases/${target.id}/findings`;
  return (
    <div className="grid min-w-0 gap-6">
      <div className="min-w-0">
        {coverage.threats.length === 0 ? (
          <EmptyState title="The policy leaves no threat standing">
            Without a threat there is nothing to cover. The policy's{' '}
            <code className="font-mono">threats</code> say which are set aside.
          </EmptyState>
        ) : (
          <Matrix threats={coverage.threats} controls={controls} findingsHref={findingsHref} />
        )}
      </div>
      <Legend />
      <div className="grid gap-8 pt-2">
        <Section
          title="Removable controls"
          aside={`${coverage.removableControls.length} that no threat names`}
        >
          <RemovableControls ids={coverage.removableControls} controls={controls} />
        </Section>
        <Section title="Outside Postern's sight">
          <p className="max-w-prose text-ink-soft">
            Postern reads what the server says about itself. Disks, backups at rest, the network between, the
            application's own checks and the people who hold keys are not in these cells; where a threat
            depends on them, its residual risk says so.
          </p>
        </Section>
      </div>
    </div>
  );
}
