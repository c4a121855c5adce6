'use client';

import { useId } from 'react';
import { Hostile } from '#components/ui/hostile.tsx';
import { PlainCode } from '#components/ui/plain-code.tsx';
import type { ListedDecision } from '#lib/service/decisions/list-decisions.ts';
import { AnswerFields } from './answer-fields.tsx';
import type { AnswerProblems, ChosenAnswer } from './answers.ts';
import { DecisionFacts } from './decision-facts.tsx';
import { PutOff } from './put-off.tsx';

export interface DecisionCardProps {
  decision: ListedDecision;
  titles: Readonly<Record<string, string>>;
  targetId: string;
  /** Null: read only. */
  answer: {
    readonly chosen: ChosenAnswer | undefined;
    readonly onChange: (next: ChosenAnswer | null) => void;
  } | null;
  problems: AnswerProblems;
}

/** One question: why it matters, what waits for it, and the options with what each brings. */
export function DecisionCard({ decision, titles, targetId, answer, problems }: DecisionCardProps) {
  const group = useId();
  return (
    <li id={decision.id} className="grid min-w-0 gap-3 border-t border-line-strong/60 pt-4 [&>*]:min-w-0">
      <DecisionFacts decision={decision} titles={titles} targetId={targetId} />
      {problems
        .filter((one) => one.field === '')
        .map((one) => (
          <p key={one.message} className="text-fail">
            {one.message}
          </p>
        ))}
      <ul className="grid gap-2">
        {decision.options.map((option) => {
          const taken = answer?.chosen?.option === option.title;
          return (
            <li
              key={option.title}
              className={`grid min-w-0 gap-3 rounded-sm border p-3 [&>*]:min-w-0 ${taken ? 'border-accent bg-accent-wash/40' : ''}`}
            >
              <div className="flex items-start gap-2.5">
                {answer && option.states && (
                  <input
                    id={`${group} ${option.title}`}
                    type="radio"
                    name={group}
                    className="mt-1 size-4 accent-accent"
                    checked={taken}
                    onChange={() => answer.onChange({ option: option.title, values: {} })}
                  />
                )}
                <div className="grid min-w-0 gap-0.5">
                  <label htmlFor={`${group} ${option.title}`} className="font-semibold">
                    <Hostile text={option.title} />
                    {answer && !option.states && (
                      <span className="font-normal text-ink-faint"> (not said by the policy)</span>
                    )}
                  </label>
                  <span className="text-ink-soft">
                    <Hostile text={option.consequence} />
                  </span>
                </div>
              </div>
              {taken && answer?.chosen && (
                <AnswerFields
                  option={option}
                  values={answer.chosen.values}
                  problems={problems}
                  scope={decision.id}
                  onChange={(name, value) =>
                    answer.onChange({
                      option: option.title,
                      values: { ...answer.chosen?.values, [name]: value },
                    })
                  }
                />
              )}
              {(!answer || !option.states) && option.policy !== '' && (
                <PlainCode
                  code={option.policy}
                  title={(option.fields ?? []).length > 0 ? 'In the policy, as an example' : 'In the policy'}
                  fileName="policy-part.yaml"
                />
              )}
            </li>
          );
        })}
      </ul>
      {answer && (
        <PutOff
          targetId={targetId}
          decision={decision.id}
          chosen={answer.chosen !== undefined}
          onForget={() => answer.onChange(null)}
        />
      )}
    </li>
  );
}
