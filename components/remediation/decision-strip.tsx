import type { ReactNode } from 'react';
import { Hostile } from '#components/ui/hostile.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { severityWords } from '#components/ui/severity-mark.tsx';
import type { RemediationState } from '#lib/service/remediation/remediation-state.ts';
import type { RemediationView } from '#lib/service/remediation/remediation-view.ts';
import { rehearsalWords } from './rehearsal-words.ts';

/** Where it is still to run: afterwards the state is another, and has to be. */
const ahead: readonly RemediationState[] = ['draft', 'submitted', 'approved', 'scheduled', 'failed'];

/** The decision in a line: what it closes, what it opens, how the rehearsal went, until when it holds. */
export function DecisionStrip({ view }: { view: RemediationView }) {
  const [rehearsal] = view.rehearsals;
  const { opens } = view.impact;
  return (
    <dl className="grid gap-x-8 gap-y-3 rounded-sm border bg-surface px-4 py-3 sm:grid-cols-2 xl:grid-cols-[auto_auto_minmax(0,1fr)_auto_auto]">
      <Figure title="Closes">
        {view.closes.length === 0 ? (
          'no finding'
        ) : (
          <>
            {view.closes.length === 1 ? 'one finding' : `${view.closes.length.toLocaleString('en')} findings`}{' '}
            <span className="text-ink-soft">({worst(view)})</span>
          </>
        )}
      </Figure>
      <Figure title="Opens">
        {opens.known === undefined ? (
          <span className="text-unknown">unknown</span>
        ) : opens.known.length === 0 ? (
          'none'
        ) : (
          <strong className="font-semibold text-fail">
            {opens.known.length === 1 ? 'one finding' : `${opens.known.length} findings`}
          </strong>
        )}
      </Figure>
      <Figure title="Rehearsed">
        {rehearsal === undefined ? (
          <span className="text-partial">not yet</span>
        ) : (
          <span className={rehearsal.outcome === 'failed' ? 'text-fail' : undefined}>
            <RelativeTime at={rehearsal.at} />:{' '}
            {/* Why not stands with the rehearsal: here it would be a column of words. */}
            <Hostile text={rehearsalWords({ ...rehearsal, reason: null })} />
          </span>
        )}
      </Figure>
      <Figure title="Undo">
        {view.script.irreversible !== null
          ? 'none'
          : view.script.downText === ''
            ? 'none'
            : rehearsal?.undo === 'ok'
              ? 'rehearsed: puts it back exactly'
              : 'computed from the state before'}
      </Figure>
      <Figure title="Planned on">
        {!ahead.includes(view.state) ? (
          'the state at the scan'
        ) : view.conditions.stateNow === 'same' ? (
          'a state unchanged since'
        ) : view.conditions.stateNow === 'changed' ? (
          <strong className="font-semibold text-fail">a state that has changed since</strong>
        ) : (
          <span className="text-unknown">a state not known since</span>
        )}{' '}
        <RelativeTime at={view.conditions.plannedOn} />
      </Figure>
    </dl>
  );
}

function Figure({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-fine text-ink-faint">{title}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}

/** `2 critical, 3 high`. */
function worst(view: RemediationView): string {
  const counts = new Map<string, number>();
  for (const { severity } of view.closes) counts.set(severity, (counts.get(severity) ?? 0) + 1);
  return Object.entries(severityWords)
    .flatMap(([severity, word]) => {
      const count = counts.get(severity);
      return count === undefined ? [] : [`${count} ${word.toLowerCase()}`];
    })
    .join(', ');
}
