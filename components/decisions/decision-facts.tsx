import { Hostile } from '#components/ui/hostile.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { VerdictMark } from '#components/ui/verdict-mark.tsx';
import type { ListedDecision } from '#lib/service/decisions/list-decisions.ts';

export interface DecisionFactsProps {
  decision: ListedDecision;
  titles: Readonly<Record<string, string>>;
  targetId: string;
}

/** The question, why it matters, what waits for it, and why it has been put off. */
export function DecisionFacts({ decision, titles, targetId }: DecisionFactsProps) {
  const record = `/api/targets/${targetId}/decisions/export?${new URLSearchParams({ decision: decision.id })}`;
  return (
    <div className="grid gap-1">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 className="min-w-0 text-lead font-semibold">
          <Hostile text={decision.question} />
        </h2>
        <a href={record} download className="text-fine text-accent underline">
          As a record
        </a>
      </div>
      <p className="max-w-prose text-ink-soft">
        <Hostile text={decision.why} />
      </p>
      {decision.blocks.length > 0 && (
        <p className="flex flex-wrap items-center gap-x-2 text-fine text-ink-faint">
          <VerdictMark mark="unknown" word="Unknown until then:" />
          {decision.blocks.map((id) => titles[id] ?? id).join(', ')}
        </p>
      )}
      {decision.note && (
        <p className="text-fine text-ink-soft">
          Put off: <Hostile text={decision.note.note} /> (<Hostile text={decision.note.author} />,{' '}
          <RelativeTime at={decision.note.at} />)
        </p>
      )}
    </div>
  );
}
