import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { ScanControl } from '#components/databases/scan-control.tsx';
import { ScanState } from '#components/databases/scan-state.tsx';
import { StaleNotice } from '#components/databases/stale-notice.tsx';
import { openFindings } from '#components/findings/open-findings.ts';
import { Badge } from '#components/ui/badge.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { plainText } from '#components/ui/hostile-text.ts';
import { PageHeader } from '#components/ui/page-header.tsx';
import { PageTabs } from '#components/ui/page-tabs.tsx';
import { requirePerson } from '#lib/service/auth/page.ts';
import { getTarget } from '#lib/service/targets/get-target.ts';
import { orNotFound, orNull } from '../../or-not-found.ts';

interface DatabaseLayoutProps {
  params: Promise<{ id: string }>;
  children: ReactNode;
}

/** Which database a page is of, in its title too: tabs and histories hold several. */
export async function generateMetadata({ params }: DatabaseLayoutProps): Promise<Metadata> {
  const access = await requirePerson('target:read');
  const target = await orNull(getTarget(access, (await params).id));
  if (target === null) return { title: 'Nothing at this address' };
  const name = plainText(target.name);
  return { title: { template: `%s · ${name} · Postern`, default: `${name} · Postern` } };
}

export default async function DatabaseLayout({ params, children }: DatabaseLayoutProps) {
  const access = await requirePerson('target:read');
  const target = await orNotFound(getTarget(access, (await params).id));
  const base = `/databases/${target.id}`;
  const summary = target.result?.summary;
  return (
    <>
      <PageHeader
        title={
          <span className="flex flex-wrap items-center gap-2.5">
            <Hostile text={target.name} />
            {target.isDemo && <Badge tone="accent">Demo</Badge>}
          </span>
        }
        line={
          <span className="flex flex-wrap gap-x-2">
            {target.result?.serverVersion && (
              <span>
                PostgreSQL <Hostile text={target.result.serverVersion} /> ·
              </span>
            )}
            <ScanState latest={target.latest} result={target.result} />
          </span>
        }
        actions={
          <ScanControl
            key={target.latest?.id ?? ''}
            targetId={target.id}
            latest={target.latest}
            mayScan={access.may('scan:run')}
          />
        }
      />
      <PageTabs
        label="This database"
        tabs={[
          { href: base, title: 'Overview' },
          { href: `${base}/coverage`, title: 'Coverage' },
          { href: `${base}/findings`, title: 'Findings', count: summary ? openFindings(summary) : 0 },
          { href: `${base}/access`, title: 'Access' },
          { href: `${base}/network`, title: 'Network' },
          { href: `${base}/rows`, title: 'Rows' },
          { href: `${base}/columns`, title: 'Columns' },
          { href: `${base}/changes`, title: 'Changes' },
          { href: `${base}/decisions`, title: 'Decisions', count: summary?.decisions ?? 0 },
          { href: `${base}/visibility`, title: 'Visibility', count: summary?.gaps ?? 0 },
          { href: `${base}/policy`, title: 'Policy' },
          { href: `${base}/scans`, title: 'Scans' },
        ]}
      />
      <StaleNotice result={target.result} />
      {children}
    </>
  );
}
