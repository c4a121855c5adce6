import { Badge } from '#components/ui/badge.tsx';
import { CountLink } from '#components/ui/count-link.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Cell, Head, Table } from '#components/ui/table.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { FleetTarget } from '#lib/service/fleet/list-fleet.ts';
import type { PolicyDocument } from '#lib/service/policy/policy-versions.ts';

export interface PolicyListProps {
  rows: readonly {
    readonly target: FleetTarget;
    readonly policy: PolicyDocument;
    /** Versions that wait for a second person. */
    readonly waiting: number;
  }[];
}

/** The policy of every database: its version, who changed it last and why, and what is open about it. */
export function PolicyList({ rows }: PolicyListProps) {
  if (rows.length === 0)
    return (
      <EmptyState
        title="No database yet"
        action={<LinkButton href="/databases">To the databases</LinkButton>}
      >
        Every database gets a policy of its own when it is registered.
      </EmptyState>
    );
  return (
    <Table
      caption="Policies"
      head={
        <>
          <Head>Database</Head>
          <Head figures>Version</Head>
          <Head>Last change</Head>
          <Head>Why</Head>
          <Head figures>Problems</Head>
          <Head figures>Open decisions</Head>
        </>
      }
    >
      {rows.map(({ target, policy, waiting }) => (
        <tr key={target.id}>
          <Cell heading>
            <TextLink href={`/databases/${target.id}/policy`}>
              <Hostile text={target.name} />
            </TextLink>
            {waiting > 0 && (
              <span className="ml-2">
                <Badge tone="accepted">{waiting} waiting for approval</Badge>
              </span>
            )}
          </Cell>
          <Cell figures>{policy.version}</Cell>
          <Cell>
            {policy.version === 0 ? (
              <span className="text-ink-faint">not written yet</span>
            ) : (
              <>
                <RelativeTime at={policy.createdAt} /> by <Hostile text={policy.author ?? 'Postern'} />
              </>
            )}
          </Cell>
          <Cell className="min-w-56">
            <Hostile text={policy.reason} />
          </Cell>
          <Cell figures>
            <CountLink
              count={policy.problems.length}
              href={`/databases/${target.id}/policy`}
              label="problems"
            />
          </Cell>
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
  );
}
