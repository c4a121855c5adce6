import { Names } from '#components/snapshot/names.tsx';
import { Badge, type BadgeTone } from '#components/ui/badge.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { Cell, Head, Table } from '#components/ui/table.tsx';
import type { ChangedFile, ReachChangeLine } from '#lib/service/network/changed-file.ts';
import { AnswerPart } from './answer-part.tsx';

const marks: Record<ReachChangeLine['kind'], { tone: BadgeTone; words: string }> = {
  gained: { tone: 'fail', words: 'newly let past' },
  lost: { tone: 'partial', words: 'no longer' },
  'other-method': { tone: 'neutral', words: 'other method' },
  unknown: { tone: 'unknown', words: 'cannot be decided' },
};

type Reach = Exclude<ChangedFile['reach'], { unknown: string }>;

/** Who gets past the changed rules and not those of today, and the other way round. */
export function ReachChanges({ reach }: { reach: Reach }) {
  if (reach.total === 0)
    return (
      <p className="text-ink-soft">
        Every role reaches what it reaches today, from everywhere, by the same method.
      </p>
    );
  return (
    <AnswerPart title="Who would reach more or less">
      <Table
        caption="Attempts the changed file treats differently"
        head={
          <>
            <Head>Change</Head>
            <Head>From</Head>
            <Head>Roles</Head>
            <Head>Databases</Head>
            <Head>Today</Head>
            <Head>Then</Head>
          </>
        }
      >
        {reach.lines.map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one answer have no other identity
          <tr key={at}>
            <Cell heading className="whitespace-nowrap">
              <Badge tone={marks[line.kind].tone}>{marks[line.kind].words}</Badge>
            </Cell>
            <Cell className="whitespace-nowrap">
              <span className="font-mono text-fine">{line.place}</span>
              {line.encryption !== 'socket' && (
                <span className="block text-fine text-ink-faint">
                  {line.encryption === 'none'
                    ? 'without TLS'
                    : line.encryption === 'TLS'
                      ? 'with TLS'
                      : 'with or without TLS'}
                </span>
              )}
            </Cell>
            <Cell className="min-w-40">
              <Names names={line.roles} />
              <More shown={line.roles.length} of={line.roleCount} />
            </Cell>
            <Cell className="min-w-32">
              {line.replication ? (
                <Badge tone="partial">replication</Badge>
              ) : (
                <>
                  <Names names={line.databases} none="none" />
                  <More shown={line.databases.length} of={line.databaseCount} />
                </>
              )}
            </Cell>
            <Cell>
              <Hostile text={line.before} />
            </Cell>
            <Cell>
              <Hostile text={line.after} />
            </Cell>
          </tr>
        ))}
      </Table>
      {reach.total > reach.lines.length && (
        <p className="text-fine text-ink-soft">
          The first {reach.lines.length} of {reach.total.toLocaleString('en')}: what is gained comes first.
        </p>
      )}
    </AnswerPart>
  );
}

function More({ shown, of }: { shown: number; of: number }) {
  return of > shown ? (
    <span className="text-fine text-ink-faint"> and {(of - shown).toLocaleString('en')} more</span>
  ) : null;
}
