import type { Metadata } from 'next';
import { queueHref } from '#components/remediation/queue-address.ts';
import { QueueEmpty } from '#components/remediation/queue-empty.tsx';
import { QueueFilters } from '#components/remediation/queue-filters.tsx';
import { QueueKeys } from '#components/remediation/queue-keys.tsx';
import { QueueTable } from '#components/remediation/queue-table.tsx';
import { QueueTabs } from '#components/remediation/queue-tabs.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Pagination } from '#components/ui/pagination.tsx';
import { requirePerson } from '#lib/service/auth/page.ts';
import { listRemediations } from '#lib/service/remediation/list-remediations.ts';
import { parseRemediationQuery } from '#lib/service/remediation/remediation-query.ts';
import { queueFilter } from '../queue-filter.ts';

export const metadata: Metadata = { title: 'Remediation' };

interface RemediationsPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function RemediationsPage({ searchParams }: RemediationsPageProps) {
  const access = await requirePerson('remediation:read');
  const query = parseRemediationQuery({ tab: 'waits', ...(await searchParams) });
  const filter = queueFilter(query);
  const queue = await listRemediations(access, query);
  return (
    <>
      <PageHeader
        title="Remediation"
        line="Changes that mend findings: planned, rehearsed, approved by a second person, applied, proven"
        actions={<LinkButton href="/remediation/rules">Approval rules</LinkButton>}
      />
      <QueueTabs filter={filter} counts={queue.counts} />
      <QueueFilters filter={filter} targets={queue.targets} people={queue.people} />
      {queue.total === 0 ? (
        <QueueEmpty filter={filter} />
      ) : (
        <>
          <QueueTable rows={queue.rows} />
          <Pagination
            page={queue.page}
            pageSize={queue.size}
            total={queue.total}
            hrefOf={(next) => queueHref(filter, next)}
          />
        </>
      )}
      <QueueKeys />
    </>
  );
}
