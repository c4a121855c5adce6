import type { Metadata } from 'next';
import { CountLink } from '#components/ui/count-link.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Cell, Head, Table } from '#components/ui/table.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { requirePerson } from '#lib/service/auth/page.ts';
import { listFleet } from '#lib/service/fleet/list-fleet.ts';
import { databasePolicy } from '#lib/service/policy/policy-scope.ts';
import { getPolicy } from '#lib/service/policy/policy-versions.ts';

export const metadata: Metadata = { title: 'Policy' };

export default async function PoliciesPage() {
  const access = await requirePerson(['target:read', 'policy:read']);
  const fleet = await listFleet(access);
  const rows = await Promise.all(
    fleet.map(async (target) => ({ target, policy: await getPolicy(access, databasePolicy(target.id)) })),
  );
  return (
    <>
      <PageHeader
        title="Policy"
        line="What is meant to be true of each database, in its own document and its own versions"
      />
      {rows.length === 0 ? (
        <EmptyState
          title="No policy yet"
          action={<LinkButton href="/databases">To the databases</LinkButton>}
        >
          Every database gets one when it is registered.
        </EmptyState>
      ) : (
        <Table
          caption="Policies"
          head={
            <>
              <Head>Database</Head>
              <Head figures>Version</Head>
              <Head>Last change</Head>
              <Head>Why</Head>
              <Head figures>Warnings</Head>
              <Head figures>Open decisions</Head>
            </>
          }
        >
          {rows.map(({ target, policy }) => (
            <tr key={target.id}>
              <Cell heading>
                <TextLink href={`/databases/${target.id}/policy`}>
                  <Hostile text={target.name} />
                </TextLink>
              </Cell>
              <Cell figures>{policy.version}</Cell>
              <Cell>
                <RelativeTime at={policy.createdAt} /> by <Hostile text={policy.author ?? 'Postern'} />
              </Cell>
              <Cell className="min-w-56">
                <Hostile text={policy.reason} />
              </Cell>
              <Cell figures>{policy.problems.length}</Cell>
              <Cell figures>
                {target.result === null ? (
                  <span className="text-ink-faint">unknown</span>
                ) : (
                  <CountLink
                    count={target.result.summary.decisions}
                    href={`/databases/${target.id}/decisions`}
                    label="open decisions"
                  />
                )}
              </Cell>
            </tr>
          ))}
        </Table>
      )}
    </>
  );
}
