'use client';

import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { Select } from '#components/ui/select.tsx';
import { Cell, Head, Table } from '#components/ui/table.tsx';
import type { ListedDecision } from '#lib/service/decisions/list-decisions.ts';
import { AnswerFields } from './answer-fields.tsx';
import type { AnswerProblems, ChosenAnswer, ChosenAnswers } from './answers.ts';

export interface DecisionRowsProps {
  decisions: readonly ListedDecision[];
  answers: ChosenAnswers;
  onChange: (decision: string, next: ChosenAnswer | null) => void;
  problems: AnswerProblems;
}

const open = 'not decided';

/** Options that every one of these has, by title. */
function sharedOptions(decisions: readonly ListedDecision[]): readonly string[] {
  const [first, ...others] = decisions;
  return (first?.options ?? [])
    .filter((option) => option.states !== undefined)
    .map((option) => option.title)
    .filter((title) => others.every((one) => one.options.some((option) => option.title === title)));
}

/** Many questions of one kind, a line each: one by one, or one option for all that are ticked. */
export function DecisionRows({ decisions, answers, onChange, problems }: DecisionRowsProps) {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const chosen = decisions.filter((one) => ticked.has(one.id));
  const shared = sharedOptions(chosen.length > 0 ? chosen : decisions);
  const all = chosen.length === decisions.length;

  function tick(id: string, on: boolean) {
    const next = new Set(ticked);
    if (on) next.add(id);
    else next.delete(id);
    setTicked(next);
  }

  return (
    <div className="grid min-w-0 gap-3">
      <div className="flex flex-wrap items-end gap-4">
        <Checkbox
          checked={all}
          onChange={(on) => setTicked(new Set(on ? decisions.map((one) => one.id) : []))}
        >
          All {decisions.length} on this page
        </Checkbox>
        <Select
          className="w-72"
          label={`For the ${chosen.length} ticked`}
          disabled={chosen.length === 0}
          value=""
          onChange={(event) => {
            const option = event.target.value;
            for (const one of chosen) onChange(one.id, option === open ? null : { option, values: {} });
          }}
          options={[
            { value: '', label: 'Choose an answer for all of them' },
            ...shared.map((title) => ({ value: title, label: title })),
            { value: open, label: 'No answer' },
          ]}
        />
        {chosen.length > 0 && (
          <Button small kind="quiet" onClick={() => setTicked(new Set())}>
            Tick none
          </Button>
        )}
      </div>
      <Table
        caption="Open decisions"
        head={
          <>
            <Head>Question</Head>
            <Head>Answer</Head>
          </>
        }
      >
        {decisions.map((decision) => (
          <Row
            key={decision.id}
            decision={decision}
            ticked={ticked.has(decision.id)}
            onTick={(on) => tick(decision.id, on)}
            answer={answers[decision.id]}
            onChange={(next) => onChange(decision.id, next)}
            problems={problems.filter((one) => one.decision === decision.id)}
          />
        ))}
      </Table>
    </div>
  );
}

interface RowProps {
  decision: ListedDecision;
  ticked: boolean;
  onTick: (on: boolean) => void;
  answer: ChosenAnswer | undefined;
  onChange: (next: ChosenAnswer | null) => void;
  problems: AnswerProblems;
}

function Row({ decision, ticked, onTick, answer, onChange, problems }: RowProps) {
  const option = decision.options.find((one) => one.title === answer?.option);
  return (
    <tr>
      <Cell heading className="w-2/5 min-w-72">
        <Checkbox checked={ticked} onChange={onTick}>
          <span className="font-medium">
            <Hostile text={decision.question} />
          </span>
        </Checkbox>
        <span className="block pl-6 text-fine text-ink-soft">
          <Hostile text={decision.why} />
        </span>
        {decision.note && (
          <span className="block pl-6 text-fine text-ink-soft">
            Put off: <Hostile text={decision.note.note} />
          </span>
        )}
      </Cell>
      <Cell className="min-w-80">
        <div className="grid gap-2">
          <Select
            bare
            label={`Answer to: ${decision.question}`}
            value={answer?.option ?? ''}
            onChange={(event) =>
              onChange(event.target.value === '' ? null : { option: event.target.value, values: {} })
            }
            options={[
              { value: '', label: 'Not decided' },
              ...decision.options
                .filter(({ states }) => states !== undefined)
                .map(({ title }) => ({ value: title, label: title })),
            ]}
          />
          {option && (
            <p className="text-fine text-ink-soft">
              <Hostile text={option.consequence} />
            </p>
          )}
          {option && answer && (
            <AnswerFields
              option={option}
              values={answer.values}
              problems={problems}
              scope={decision.id}
              onChange={(name, value) =>
                onChange({ option: answer.option, values: { ...answer.values, [name]: value } })
              }
            />
          )}
          {problems
            .filter((one) => one.field === '')
            .map((one) => (
              <p key={one.message} className="text-fail">
                {one.message}
              </p>
            ))}
        </div>
      </Cell>
    </tr>
  );
}
