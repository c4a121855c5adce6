import { Names } from '#components/snapshot/names.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { Cell, Head, Table } from '#components/ui/table.tsx';
import type { ReachLine } from '#lib/service/network/who-reaches.ts';

const placeWords = { local: '', loopback: 'this machine', network: '' } as const;

/** Who can reach which database from where, and what is asked of them. */
export function ReachTable({ lines }: { lines: readonly ReachLine[] }) {
  return (
    <Table
      caption="Sets of attempts the rules treat alike"
      head={
        <>
          <Head>From</Head>
          <Head>Encryption</Head>
          <Head>Asked for</Head>
          <Head>Roles</Head>
          <Head>Databases</Head>
          <Head figures>Line</Head>
        </>
      }
    >
      {lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one answer have no other identity
        <tr key={at}>
          <Cell heading className="whitespace-nowrap">
            <span className="font-mono text-fine">{line.place}</span>
            {placeWords[line.placeClass] !== '' && (
              <span className="block text-fine text-ink-faint">{placeWords[line.placeClass]}</span>
            )}
          </Cell>
          <Cell className="whitespace-nowrap">
            <span className={line.encryption === 'socket' ? 'text-ink-faint' : undefined}>
              {line.encryption}
            </span>
          </Cell>
          <Cell className="whitespace-nowrap">
            {line.decided ? (
              line.method === 'trust' ? (
                <Badge tone="fail">trust: nothing</Badge>
              ) : (
                <Hostile text={line.method ?? ''} />
              )
            ) : (
              <Badge tone="unknown">undecidable</Badge>
            )}
          </Cell>
          <Cell className="min-w-40">
            <Names names={line.roles} />
          </Cell>
          <Cell className="min-w-32">
            {line.replication ? (
              <Badge tone="partial">replication</Badge>
            ) : (
              <Names names={line.databases} none="none" />
            )}
          </Cell>
          <Cell figures>
            {line.line !== null && (
              <a href={`#line-${line.line}`} className="text-accent underline underline-offset-2">
                {line.line}
              </a>
            )}
          </Cell>
        </tr>
      ))}
    </Table>
  );
}
