import type { Metadata } from 'next';
import { FindingBody } from '#components/findings/finding-body.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { plainText } from '#components/ui/hostile-text.ts';
import { Identifier } from '#components/ui/identifier.tsx';
import { SeverityMark } from '#components/ui/severity-mark.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { requirePerson } from '#lib/service/auth/page.ts';
import { getFinding } from '#lib/service/findings/get-finding.ts';
import { findingPageData } from '../../../../finding-page-data.ts';
import { orNotFound, orNull } from '../../../../or-not-found.ts';

interface FindingPageProps {
  params: Promise<{ id: string; fingerprint: string }>;
}

export async function generateMetadata({ params }: FindingPageProps): Promise<Metadata> {
  const access = await requirePerson('finding:read');
  const { id, fingerprint } = await params;
  const finding = await orNull(getFinding(access, id, fingerprint));
  return { title: finding === null ? 'Nothing at this address' : plainText(finding.title.slice(0, 120)) };
}

export default async function FindingPage({ params }: FindingPageProps) {
  const access = await requirePerson('finding:read');
  const { id, fingerprint } = await params;
  const data = await orNotFound(findingPageData(access, id, fingerprint));
  const { finding } = data;
  return (
    <article>
      <header className="mb-6 grid max-w-5xl gap-1.5">
        <p className="flex flex-wrap items-center gap-x-3">
          <TextLink href={`/databases/${id}/findings`}>Findings</TextLink>
          <SeverityMark severity={finding.severity} />
          <span className="capitalize text-ink-faint">{finding.area}</span>
        </p>
        <h2 className="text-title font-semibold tracking-tight">
          <Hostile text={finding.title} />
        </h2>
        <p className="text-ink-soft">
          <Identifier name={finding.object} />
        </p>
        <p className="text-fine text-ink-faint">
          Fingerprint <Identifier name={finding.fingerprint} />
        </p>
      </header>
      <FindingBody wide {...data} />
    </article>
  );
}
