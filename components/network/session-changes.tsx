import { Badge, type BadgeTone } from '#components/ui/badge.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { Identifier } from '#components/ui/identifier.tsx';
import { Cell, Head, Table } from '#components/ui/table.tsx';
import type { ChangedFile, SessionLine } from '#lib/service/network/changed-file.ts';
import { AnswerPart } from './answer-part.tsx';

const marks: Record<SessionLine['outcome'], { tone: BadgeTone; words: string }> = {
  refused: { tone: 'fail', words: 'refused' },
  undecidable: { tone: 'unknown', words: 'cannot be decided' },
  'changed-method': { tone: 'partial', words: 'asked for something else' },
  kept: { tone: 'pass', words: 'as today' },
};

type Sessions = Exclude<ChangedFile['sessions'], { unknown: string }>;

/** What becomes of the sessions the scan saw, if they had to connect again. */
export function SessionChanges({ sessions }: { sessions: Sessions }) {
  const { counts, groups, lines } = sessions;
  const total = counts.refused + counts.undecidable + counts['changed-method'] + counts.kept;
  if (total === 0) return <p className="text-ink-soft">The scan saw no session beside its own.</p>;
  return (
    <AnswerPart
      title={`Sessions of the last scan, if they had to connect again: ${counts.refused} of ${total} refused`}
    >
      <Table
        caption="Sessions and what the changed file does to them"
        head={
          <>
            <Head>Becomes</Head>
            <Head>Role</Head>
            <Head>Database</Head>
            <Head>From</Head>
            <Head>Application</Head>
            <Head figures>Sessions</Head>
            <Head>Why</Head>
          </>
        }
      >
        {lines.map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one answer have no other identity
          <tr key={at}>
            <Cell heading className="whitespace-nowrap">
              <Badge tone={marks[line.outcome].tone}>{marks[line.outcome].words}</Badge>
            </Cell>
            <Cell className="min-w-32">
              {line.role === null ? <NotShown /> : <Identifier name={line.role} />}
            </Cell>
            <Cell>
              {line.replication ? (
                'replication'
              ) : line.database === null ? (
                <NotShown />
              ) : (
                <Identifier name={line.database} />
              )}
            </Cell>
            <Cell className="whitespace-nowrap">
              {line.transport === 'network' || line.address !== null ? (
                <>
                  <span className="font-mono text-fine">{line.address}</span>
                  <span className="block text-fine text-ink-faint">
                    {line.encryption === 'none' ? 'no encryption' : line.encryption}
                  </span>
                </>
              ) : line.transport === 'socket' ? (
                'socket'
              ) : (
                <NotShown />
              )}
            </Cell>
            <Cell>
              <Hostile text={line.application} />
            </Cell>
            <Cell figures>{line.count.toLocaleString('en')}</Cell>
            <Cell className="min-w-56">
              <Hostile text={line.reason} />
            </Cell>
          </tr>
        ))}
      </Table>
      {groups > lines.length && (
        <p className="text-fine text-ink-soft">
          The first {lines.length} of {groups.toLocaleString('en')} groups of sessions, worst first.
        </p>
      )}
    </AnswerPart>
  );
}

const NotShown = () => <span className="text-unknown">not shown</span>;
