import type { Metadata } from 'next';
import { ControlBody } from '#components/catalogue/control-body.tsx';
import { PartialFleetNotice } from '#components/findings/partial-fleet-notice.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { requirePerson } from '#lib/service/auth/page.ts';
import { getControl } from '#lib/service/catalogue/get-control.ts';
import { controlTitles } from '../../control-catalogue.ts';
import { orNotFound } from '../../or-not-found.ts';

interface ControlPageProps {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: ControlPageProps): Promise<Metadata> {
  return { title: controlTitles[(await params).id] ?? 'Control' };
}

export default async function ControlPage({ params }: ControlPageProps) {
  const access = await requirePerson(['target:read', 'finding:read']);
  const page = await orNotFound(getControl(access, (await params).id));
  return (
    <>
      <PageHeader
        title={page.control.title}
        line={<code className="font-mono text-fine">{page.control.id}</code>}
        actions={
          <LinkButton href={`/controls?area=${page.control.area}`}>All of {page.control.area}</LinkButton>
        }
      />
      <PartialFleetNotice unread={page.unread} stale={page.stale} />
      <ControlBody page={page} />
    </>
  );
}
