import Link from 'next/link';
import { Hostile } from '#components/ui/hostile.tsx';
import { Identifier } from '#components/ui/identifier.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { SeverityMark } from '#components/ui/severity-mark.tsx';
import { Cell, Head, Table } from '#components/ui/table.tsx';
import type { ListedRemediation } from '#lib/service/remediation/remediation-queue-view.ts';
import { asSeverity } from './as-severity.ts';
import { StateBadge } from './state-badge.tsx';

const kinds = { sql: 'SQL', config: 'Configuration', migration: 'Migration' };

/** A row per remediation: what, where, how far, whose. */
export function QueueTable({ rows }: { rows: readonly ListedRemediation[] }) {
  return (
    <Table
      caption="Remediations"
      head={
        <>
          <Head>Severity</Head>
          <Head>Change</Head>
          <Head>State</Head>
          <Head figures>Approvals</Head>
          <Head figures>Closes</Head>
          <Head>Server</Head>
          <Head>Kind</Head>
          <Head>Author</Head>
          <Head>Since</Head>
        </>
      }
    >
      {rows.map((row) => (
        <tr key={row.id}>
          <Cell>
            <SeverityMark severity={asSeverity(row.severity)} />
          </Cell>
          <Cell heading className="min-w-72">
            <Link
              href={`/remediation/${row.id}`}
              data-queue-row
              className="underline decoration-line underline-offset-3 hover:decoration-accent"
            >
              <Hostile text={row.title} />
            </Link>
          </Cell>
          <Cell className="whitespace-nowrap">
            <StateBadge state={row.state} />
            {row.state === 'scheduled' && row.scheduledFor !== null && (
              <div className="text-fine text-ink-faint">
                <RelativeTime at={row.scheduledFor} />
              </div>
            )}
          </Cell>
          <Cell figures>
            {row.approvals.needed === 0 || row.kind === 'migration' ? (
              <span className="text-ink-faint">none</span>
            ) : (
              `${row.approvals.given} of ${row.approvals.needed}`
            )}
          </Cell>
          <Cell figures>{row.findings.toLocaleString('en')}</Cell>
          <Cell className="max-w-56">
            <Hostile text={row.target.name} />
            {row.database !== null && (
              <div className="text-fine text-ink-faint">
                <Identifier name={row.database} />
              </div>
            )}
          </Cell>
          <Cell className="whitespace-nowrap text-ink-soft">{kinds[row.kind]}</Cell>
          <Cell className="max-w-48">
            <Hostile text={row.author.name} />
          </Cell>
          <Cell className="whitespace-nowrap text-ink-soft">
            <RelativeTime at={row.stateAt} />
          </Cell>
        </tr>
      ))}
    </Table>
  );
}
