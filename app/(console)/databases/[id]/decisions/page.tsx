import type { Metadata } from 'next';
import { NoResult } from '#components/databases/no-result.tsx';
import { DecisionEntry } from '#components/decisions/decision-entry.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { requirePerson } from '#lib/service/auth/page.ts';
import { listDecisions } from '#lib/service/coverage/get-coverage.ts';
import { getTarget } from '#lib/service/targets/get-target.ts';
import { controlTitles } from '../../../control-catalogue.ts';
import { orNotFound } from '../../../or-not-found.ts';

export const metadata: Metadata = { title: 'Decisions' };

export default async function DecisionsPage({ params }: { params: Promise<{ id: string }> }) {
  const access = await requirePerson(['target:read', 'finding:read']);
  const target = await orNotFound(getTarget(access, (await params).id));
  if (target.result === null)
    return <NoResult targetId={target.id} latest={target.latest} what="open decisions" />;
  const { decisions } = await listDecisions(access, target.id);
  const policyHref = `/databases/${target.id}/policy`;
  if (decisions.length === 0)
    return (
      <EmptyState
        title="Nothing is left undecided"
        action={<LinkButton href={policyHref}>To the policy</LinkButton>}
      >
        The policy states everything that the controls of this database need to know.
      </EmptyState>
    );
  return (
    <div className="grid max-w-5xl gap-6">
      <p className="max-w-prose text-ink-soft">
        What the policy leaves unstated and a control would need to know. Until it is decided, those controls
        stay unknown. Each is worth a decision record: take an option, add its lines to the policy, scan
        again.
      </p>
      <ol className="grid gap-8">
        {decisions.map((decision) => (
          <DecisionEntry key={decision.id} decision={decision} titles={controlTitles} />
        ))}
      </ol>
      <div>
        <LinkButton href={policyHref} kind="primary">
          Edit the policy
        </LinkButton>
      </div>
    </div>
  );
}
