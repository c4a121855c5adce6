import { CodeBlock } from '#components/ui/code-block.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { VerdictMark } from '#components/ui/verdict-mark.tsx';
import type { Decision } from '#lib/engine/policy/decision.ts';

export interface DecisionEntryProps {
  decision: Decision;
  titles: Readonly<Record<string, string>>;
}

/** One open question: why it matters, what waits for it, and the options with what each brings and the lines that say it. */
export function DecisionEntry({ decision, titles }: DecisionEntryProps) {
  return (
    <li id={decision.id} className="grid gap-3 border-t border-line-strong/60 pt-4">
      <div className="grid gap-1">
        <h2 className="text-lead font-semibold">
          <Hostile text={decision.question} />
        </h2>
        <p className="max-w-prose text-ink-soft">
          <Hostile text={decision.why} />
        </p>
      </div>
      {decision.blocks.length > 0 && (
        <p className="flex flex-wrap items-center gap-x-2 text-fine text-ink-faint">
          <VerdictMark mark="unknown" word="Waiting for it:" />
          {decision.blocks.map((id) => titles[id] ?? id).join(', ')}
        </p>
      )}
      <ul className="grid gap-4 lg:grid-cols-2">
        {decision.options.map((option) => (
          <li key={option.title} className="grid min-w-0 content-start gap-2">
            <div>
              <h3 className="font-semibold">
                <Hostile text={option.title} />
              </h3>
              <p className="text-ink-soft">
                <Hostile text={option.consequence} />
              </p>
            </div>
            <CodeBlock code={option.policy} language="yaml" title="Add to the policy" wrap />
          </li>
        ))}
      </ul>
    </li>
  );
}
