import { Hostile } from '#components/ui/hostile.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Cell, Head, Table } from '#components/ui/table.tsx';
import type { TrailEntry } from '#lib/service/trail/list-trail.ts';

/** The trail, newest first. */
export function TrailTable({ entries }: { entries: readonly TrailEntry[] }) {
  return (
    <Table
      caption="Trail"
      head={
        <>
          <Head figures>No.</Head>
          <Head>When</Head>
          <Head>Who</Head>
          <Head>What</Head>
          <Head>Detail</Head>
          <Head>Seal</Head>
        </>
      }
    >
      {entries.map((entry) => (
        <tr key={entry.seq}>
          <Cell figures className="text-ink-faint">
            {entry.seq}
          </Cell>
          <Cell>
            <RelativeTime at={entry.at} />
          </Cell>
          <Cell heading className="min-w-44 max-w-60">
            <Hostile text={entry.actor} />
          </Cell>
          <Cell className="min-w-56">
            {entry.words} <Hostile text={entry.subject} />
          </Cell>
          <Cell className="min-w-56 text-fine text-ink-soft">
            {Object.entries(entry.detail).map(([name, value]) => (
              <span key={name} className="mr-3 inline-block">
                <span className="text-ink-faint">{name}</span>{' '}
                <Hostile text={typeof value === 'string' ? value : (JSON.stringify(value) ?? '')} />
              </span>
            ))}
          </Cell>
          <Cell className="font-mono text-fine text-ink-faint">
            <span title={entry.hash}>{entry.hash.slice(0, 8)}</span>
          </Cell>
        </tr>
      ))}
    </Table>
  );
}
