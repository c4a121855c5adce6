import { CopyButton } from '#components/ui/copy-button.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { Identifier } from '#components/ui/identifier.tsx';
import { Cell, Head, Table } from '#components/ui/table.tsx';
import type { Gap } from '#lib/engine/model/gap.ts';

/** Every input that stayed unread, why, and the grant that would allow it. */
export function GapTable({ gaps }: { gaps: readonly Gap[] }) {
  return (
    <Table
      caption="Unread inputs"
      head={
        <>
          <Head>Input</Head>
          <Head>Database</Head>
          <Head>Why</Head>
          <Head>What would allow it</Head>
        </>
      }
    >
      {gaps.map((gap) => (
        <tr key={`${gap.input}\0${gap.database ?? ''}`}>
          <Cell heading className="whitespace-nowrap font-medium">
            <Hostile text={gap.input} />
          </Cell>
          <Cell>
            {gap.database === null ? (
              <span className="text-ink-faint">Cluster</span>
            ) : (
              <Identifier name={gap.database} />
            )}
          </Cell>
          <Cell className="min-w-56">
            <Hostile text={gap.reason} />
          </Cell>
          <Cell className="min-w-72">
            {gap.grant === null ? (
              <span className="text-ink-faint">No grant would.</span>
            ) : (
              <div className="flex items-start justify-between gap-2">
                <code className="min-w-0 whitespace-pre-wrap font-mono text-fine">
                  {gap.grant.split('\n').map((line, at) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
                    <span key={at} className="block">
                      <Hostile text={line} />
                    </span>
                  ))}
                </code>
                <CopyButton text={gap.grant} />
              </div>
            )}
          </Cell>
        </tr>
      ))}
    </Table>
  );
}
