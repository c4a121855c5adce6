import type { Metadata } from 'next';
import { CredentialForm } from '#components/changes/credential-form.tsx';
import { WindowForm } from '#components/changes/window-form.tsx';
import { queueHref } from '#components/remediation/queue-address.ts';
import { QueueKeys } from '#components/remediation/queue-keys.tsx';
import { QueueTable } from '#components/remediation/queue-table.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { Section } from '#components/ui/section.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { requirePerson } from '#lib/service/auth/page.ts';
import { listRemediations } from '#lib/service/remediation/list-remediations.ts';
import { readHeldCredential } from '#lib/service/remediation/read-held-credential.ts';
import { parseRemediationQuery } from '#lib/service/remediation/remediation-query.ts';
import { readWindow } from '#lib/service/remediation/save-window.ts';
import { getTarget } from '#lib/service/targets/get-target.ts';
import { orNotFound } from '../../../or-not-found.ts';

export const metadata: Metadata = { title: 'Changes' };

export default async function ChangesPage({ params }: { params: Promise<{ id: string }> }) {
  const access = await requirePerson(['target:read', 'remediation:read']);
  const target = await orNotFound(getTarget(access, (await params).id));
  const [queue, { window, serverTimeZone }, credential] = await Promise.all([
    listRemediations(access, parseRemediationQuery({ target: target.id })),
    readWindow(access, target.id),
    readHeldCredential(access, target.id),
  ]);
  return (
    <div className="grid gap-8">
      <Section
        title="Changes"
        aside={
          <span className="flex flex-wrap gap-x-4">
            <TextLink href={`/databases/${target.id}/model`}>role and grant model as DDL</TextLink>
            <TextLink href={queueHref({ tab: 'all', target: target.id, severity: '', person: '' })}>
              in the queue
            </TextLink>
          </span>
        }
      >
        {queue.total === 0 ? (
          <EmptyState
            title="No change yet"
            action={<LinkButton href={`/databases/${target.id}/findings`}>Findings</LinkButton>}
          >
            A remediation begins at a finding (Remediate…, or the key r, on one or on several) or at a part of
            the role and grant model.
          </EmptyState>
        ) : (
          <QueueTable rows={queue.rows} />
        )}
      </Section>
      <div className="grid gap-x-10 gap-y-8 xl:grid-cols-2">
        <Section title="Runs as" aside="the role that approved changes run as">
          <CredentialForm
            targetId={target.id}
            scanRole={target.user}
            held={credential}
            mayRegister={access.may('target:register')}
          />
        </Section>
        <Section title="Maintenance window" aside="when an approved change may begin">
          <WindowForm
            targetId={target.id}
            window={window}
            serverTimeZone={serverTimeZone}
            mayEdit={access.may('remediation:rules')}
          />
        </Section>
      </div>
      <QueueKeys />
    </div>
  );
}
