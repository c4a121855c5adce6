import type { ReactNode } from 'react';
import { Hostile } from '#components/ui/hostile.tsx';
import { SeverityMark } from '#components/ui/severity-mark.tsx';
import { VerdictMark } from '#components/ui/verdict-mark.tsx';
import type { Change } from './draft-answers.ts';

/** More than this many of a kind are counted, not listed. */
const most = 50;

const threatWords = {
  covered: 'covered',
  partial: 'partial',
  gap: 'gap',
  unknown: 'unknown',
  accepted: 'accepted',
} as const;

function Part({ title, children, count }: { title: string; count: number; children: readonly ReactNode[] }) {
  if (count === 0) return null;
  return (
    <div className="grid content-start gap-1">
      <h3 className="font-semibold">
        {title} <span className="font-normal text-ink-faint tabular-nums">{count.toLocaleString('en')}</span>
      </h3>
      <ul className="grid gap-1">
        {children.slice(0, most)}
        {count > most && <li className="text-ink-faint">and {(count - most).toLocaleString('en')} more</li>}
      </ul>
    </div>
  );
}

/** What another policy makes of the same snapshot: verdicts, findings, threats, decisions. */
export function ChangeView({ change, titles }: { change: Change; titles: Readonly<Record<string, string>> }) {
  const { verdicts, opened, closed, threats, decided, undecided } = change;
  const nothing = [verdicts, opened, closed, threats, decided, undecided].every((list) => list.length === 0);
  if (nothing) return <p className="text-ink-soft">No verdict, finding, threat or decision would change.</p>;
  const finding = (one: Change['opened'][number], said: string) => (
    <li key={one.fingerprint} className="flex flex-wrap items-baseline gap-x-2">
      <SeverityMark severity={one.severity} /> <Hostile text={one.title} />
      {said !== '' && <span className="text-fine text-ink-faint">{said}</span>}
    </li>
  );
  return (
    <div className="grid gap-x-8 gap-y-4 rounded-sm border bg-surface p-4 md:grid-cols-2">
      <Part title="Findings opened" count={opened.length}>
        {opened.map((one) => finding(one, ''))}
      </Part>
      <Part title="Findings closed" count={closed.length}>
        {closed.map((one) => finding(one, one.accepted ? 'still there, accepted' : ''))}
      </Part>
      <Part title="Verdicts that change" count={verdicts.length}>
        {verdicts.map((one) => (
          <li key={one.control} className="flex flex-wrap items-baseline gap-x-2">
            <VerdictMark mark={one.before} /> <span aria-hidden="true">→</span>
            <span className="sr-only">becomes</span> <VerdictMark mark={one.after} />
            <span>{titles[one.control] ?? one.control}</span>
          </li>
        ))}
      </Part>
      <Part title="Threats that change" count={threats.length}>
        {threats.map((one) => (
          <li key={one.id}>
            <Hostile text={one.title} />:{' '}
            <span className="text-ink-soft">
              {one.before === null ? 'not there' : threatWords[one.before]} →{' '}
              {one.after === null ? 'gone' : threatWords[one.after]}
            </span>
          </li>
        ))}
      </Part>
      <Part title="Decisions made" count={decided.length}>
        {decided.map((id) => (
          <li key={id}>
            <code className="font-mono text-fine">
              <Hostile text={id} />
            </code>
          </li>
        ))}
      </Part>
      <Part title="Decisions that open" count={undecided.length}>
        {undecided.map((id) => (
          <li key={id}>
            <code className="font-mono text-fine">
              <Hostile text={id} />
            </code>
          </li>
        ))}
      </Part>
    </div>
  );
}
