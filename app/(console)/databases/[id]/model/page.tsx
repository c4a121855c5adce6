import type { Metadata } from 'next';
import { NoResult } from '#components/databases/no-result.tsx';
import { ModelPlanView } from '#components/model/model-plan.tsx';
import { DownloadButton } from '#components/ui/download-button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { requirePerson } from '#lib/service/auth/page.ts';
import { getModel } from '#lib/service/remediation/get-model.ts';
import { getTarget } from '#lib/service/targets/get-target.ts';
import { orNotFound } from '../../../or-not-found.ts';

export const metadata: Metadata = { title: 'Role and grant model' };

export default async function ModelPage({ params }: { params: Promise<{ id: string }> }) {
  const access = await requirePerson(['target:read', 'finding:read']);
  const target = await orNotFound(getTarget(access, (await params).id));
  if (target.result === null) return <NoResult targetId={target.id} latest={target.latest} what="scripts" />;
  const { plans, up, down } = await getModel(access, target.id);
  const base = `/databases/${target.id}`;
  return (
    <div className="grid min-w-0 gap-7">
      <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 max-w-prose">
          <h2 className="text-lead font-semibold">Role and grant model</h2>
          <p className="text-ink-soft">
            What brings roles, grants, row security, masking and audit to what{' '}
            <TextLink href={`${base}/policy`}>the policy</TextLink> says: the smallest difference, and back
            again. Worked out on the last scan. Nothing of it runs by itself: a part becomes a remediation,
            which is rehearsed, approved and applied, or handed off, like any other.
          </p>
        </div>
        {plans.length > 0 && (
          <div className="flex flex-wrap gap-4 text-fine text-ink-faint">
            <span className="flex items-center gap-1">
              All of it <DownloadButton text={up} fileName="postern-model-up.sql" />
            </span>
            <span className="flex items-center gap-1">
              Its undo <DownloadButton text={down} fileName="postern-model-down.sql" />
            </span>
          </div>
        )}
      </header>
      {plans.length === 0 ? (
        <EmptyState title="Nothing to do" action={<LinkButton href={`${base}/policy`}>Policy</LinkButton>}>
          Roles and grants are as the policy says, or the policy says nothing of roles yet: what it leaves
          unstated stands under <TextLink href={`${base}/decisions`}>decisions</TextLink>.
        </EmptyState>
      ) : (
        plans.map((plan, at) => (
          <ModelPlanView
            key={`${plan.part} ${plan.database ?? ''}`}
            plan={plan}
            at={at}
            targetId={target.id}
            mayDraft={access.may('remediation:draft')}
          />
        ))
      )}
    </div>
  );
}
