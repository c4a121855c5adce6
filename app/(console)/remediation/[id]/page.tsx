import type { Metadata } from 'next';
import { RemediationBody } from '#components/remediation/remediation-body.tsx';
import { RemediationHead } from '#components/remediation/remediation-head.tsx';
import { plainText } from '#components/ui/hostile-text.ts';
import { requirePerson } from '#lib/service/auth/page.ts';
import { getRemediation } from '#lib/service/remediation/get-remediation.ts';
import { getRemediationTitle } from '#lib/service/remediation/get-remediation-title.ts';
import { scriptDiff } from '#lib/service/remediation/script-diff.ts';
import { orNotFound } from '../../or-not-found.ts';
import { threatTitles } from '../../threat-titles.ts';

interface RemediationPageProps {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: RemediationPageProps): Promise<Metadata> {
  const access = await requirePerson('remediation:read');
  const title = await getRemediationTitle(access, (await params).id);
  return { title: title === null ? 'Nothing at this address' : plainText(title.slice(0, 120)) };
}

export default async function RemediationPage({ params }: RemediationPageProps) {
  const access = await requirePerson('remediation:read');
  const view = await orNotFound(getRemediation(access, (await params).id));
  const ids = new Set(view.closes.flatMap((finding) => finding.threats));
  return (
    <article>
      <RemediationHead view={view} />
      <RemediationBody
        view={view}
        diff={scriptDiff(view.kind, view.script)}
        threats={[...ids].map((id) => ({ id, title: threatTitles[id] ?? id }))}
      />
    </article>
  );
}
