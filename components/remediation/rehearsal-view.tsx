import { Badge } from '#components/ui/badge.tsx';
import { Facts } from '#components/ui/facts.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { RemediationView, ShownRehearsal } from '#lib/service/remediation/remediation-view.ts';
import { ExecutionLines } from './execution-lines.tsx';
import { ExecutionPanel, RunHead } from './execution-panel.tsx';
import { isLive } from './is-live.ts';
import { LockList } from './lock-list.tsx';
import { durationWords } from './lock-words.ts';
import { runsOnTarget } from './runs-on-target.ts';

/** What running it and rolling it back showed: outcome, findings, locks with how long each was held. */
export function RehearsalView({ view }: { view: RemediationView }) {
  const [latest] = view.executions;
  if (latest?.direction === 'rehearsal' && isLive(latest))
    return <ExecutionPanel key={latest.id} id={view.id} initial={{ state: view.state, execution: latest }} />;
  const run = view.executions.find((execution) => execution.direction === 'rehearsal');
  const [last] = view.rehearsals;
  // What came of it says more than how it ended.
  const told = run !== undefined && last !== undefined && last.at >= run.requestedAt;
  return (
    <div className="grid gap-3">
      {run && run.state !== 'done' && !told && <RunHead execution={run} />}
      <Outcomes rehearsals={view.rehearsals} onTarget={runsOnTarget(view)} />
      {run && (view.rehearsals.length > 0 || run.state !== 'done') && (
        <details>
          <summary className="text-accent">Log of the last rehearsal</summary>
          <div className="mt-2">
            <ExecutionLines lines={run.lines} live={false} />
          </div>
        </details>
      )}
    </div>
  );
}

function Outcomes({ rehearsals, onTarget }: Pick<RemediationView, 'rehearsals'> & { onTarget: boolean }) {
  const [last, ...earlier] = rehearsals;
  if (last === undefined)
    return (
      <p className="max-w-prose text-ink-soft">
        {onTarget
          ? 'Not rehearsed yet. A rehearsal runs the script on the database inside one transaction that is always rolled back, and says which findings close, which open, and which locks it really took.'
          : 'Not rehearsed yet. No transaction can hold this: a rehearsal tries it on a throw-away server made like this one, and says whether a server takes it, which findings close and which open.'}
      </p>
    );
  const failed = last.outcome === 'failed';
  return (
    <div className="grid gap-3">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <Badge tone={failed ? 'fail' : last.outcome === 'ok' ? 'pass' : 'unknown'}>
          {outcomeWords(last)}
        </Badge>
        <RelativeTime at={last.at} />
        {last.reason !== '' && (
          <span className={failed ? 'text-fail' : 'text-ink-soft'}>
            <Hostile text={last.reason} />
          </span>
        )}
      </p>
      {last.outcome === 'ok' && last.asPredicted === false && (
        <Notice tone="partial">
          It did not do exactly what was predicted: look at what it closes and opens here, not above.
        </Notice>
      )}
      {last.outcome !== 'not-rehearsable' && <Figures rehearsal={last} />}
      <Sentences title="Other than predicted" sentences={last.differences} />
      <Sentences title="To know" sentences={last.notes} />
      {last.locks.length > 0 && <LockList locks={last.locks} />}
      {earlier.length > 0 && (
        <details>
          <summary className="text-accent">
            {earlier.length === 1 ? 'One rehearsal before' : `${earlier.length} rehearsals before`}
          </summary>
          <ul className="mt-1 grid gap-1">
            {earlier.map((one) => (
              <li key={one.at} className="flex flex-wrap gap-x-2">
                <RelativeTime at={one.at} /> {outcomeWords(one)}
                {one.reason !== '' && (
                  <span className="text-ink-soft">
                    <Hostile text={one.reason} />
                  </span>
                )}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function Figures({ rehearsal }: { rehearsal: ShownRehearsal }) {
  return (
    <Facts
      facts={[
        ['Closes', counted(rehearsal.closes.length)],
        [
          'Opens',
          rehearsal.opens.length === 0 ? (
            'none'
          ) : (
            <strong key="o" className="font-semibold text-fail">
              {counted(rehearsal.opens.length)}
            </strong>
          ),
        ],
        [
          'As predicted',
          rehearsal.asPredicted === null ? 'not compared' : rehearsal.asPredicted ? 'yes' : 'no',
        ],
        [
          'Undo',
          rehearsal.undo === null ? 'not rehearsed' : <Hostile key="u" text={undoWords(rehearsal.undo)} />,
        ],
        ['Took', rehearsal.durationMs === null ? 'not measured' : durationWords(rehearsal.durationMs)],
      ]}
    />
  );
}

/** All of them: what a rehearsal could not look at is never left out. */
function Sentences({ title, sentences }: { title: string; sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <div className="min-w-0">
      <h3 className="text-fine text-ink-faint">{title}</h3>
      <ul className="max-w-prose list-disc pl-5">
        {[...new Set(sentences)].map((sentence) => (
          <li key={sentence}>
            <Hostile text={sentence} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function outcomeWords({ outcome, where }: ShownRehearsal): string {
  if (outcome === 'failed') return 'failed';
  if (outcome === 'not-rehearsable') return 'cannot be rehearsed';
  return where === 'throw-away' ? 'ok, on a throw-away server' : 'ok, rolled back';
}

const counted = (count: number) =>
  count === 0 ? 'none' : count === 1 ? 'one finding' : `${count.toLocaleString('en')} findings`;

function undoWords(undo: string): string {
  if (undo === 'ok') return 'rehearsed too: the state is exactly as before';
  if (undo === 'differs') return 'does not put everything back as it was';
  if (undo === 'failed') return 'was refused';
  if (undo === 'not-tried') return 'was not reached';
  if (undo === 'none') return 'there is none';
  return undo;
}
