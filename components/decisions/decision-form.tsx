'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { send } from '#components/frame/send.ts';
import type { ListedDecision } from '#lib/service/decisions/list-decisions.ts';
import { AnswerBar } from './answer-bar.tsx';
import {
  type AnswerProblems,
  asRequest,
  type ChosenAnswer,
  type ChosenAnswers,
  outcomeWords,
  type Preview,
  readAnswerProblems,
  readPreview,
} from './answers.ts';
import { DecisionCard } from './decision-card.tsx';
import { DecisionRows } from './decision-rows.tsx';

export interface DecisionFormProps {
  targetId: string;
  decisions: readonly ListedDecision[];
  titles: Readonly<Record<string, string>>;
  basedOn: number;
  mayAnswer: boolean;
  /** Many of one kind: a line each. */
  asRows: boolean;
}

/** Open questions and the answers given so far: nothing is written before the change was shown. */
export function DecisionForm({ targetId, decisions, titles, basedOn, mayAnswer, asRows }: DecisionFormProps) {
  const router = useRouter();
  const [answers, setAnswers] = useState<ChosenAnswers>({});
  const [problems, setProblems] = useState<AnswerProblems>([]);
  const [preview, setPreview] = useState<Preview | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const address = `/api/targets/${targetId}/decisions`;

  function change(decision: string, next: ChosenAnswer | null) {
    setAnswers((before) => {
      const { [decision]: _, ...others } = before;
      return next === null ? others : { ...others, [decision]: next };
    });
    setProblems((before) => before.filter((one) => one.decision !== decision));
    setPreview(null);
    setDone(null);
    setFailure(null);
  }

  async function ask(path: string, more: object = {}): Promise<unknown> {
    setBusy(true);
    setDone(null);
    const answer = await send('POST', path, { answers: asRequest(answers), basedOn, ...more });
    setBusy(false);
    setFailure(answer.ok ? null : answer.message);
    setProblems(answer.ok ? [] : readAnswerProblems(answer.details));
    if (!answer.ok) setPreview(null);
    return answer.ok ? answer.body : null;
  }

  async function save(reason: string) {
    const body = await ask(address, { reason });
    if (body === null) return;
    setAnswers({});
    setPreview(null);
    setDone(outcomeWords(body));
    router.refresh();
  }

  return (
    <div className="grid min-w-0 gap-5">
      {asRows && mayAnswer ? (
        <DecisionRows decisions={decisions} answers={answers} onChange={change} problems={problems} />
      ) : (
        <ol className="grid min-w-0 gap-8">
          {decisions.map((decision) => (
            <DecisionCard
              key={decision.id}
              decision={decision}
              titles={titles}
              targetId={targetId}
              answer={
                mayAnswer
                  ? {
                      chosen: answers[decision.id],
                      onChange: (next) => change(decision.id, next),
                    }
                  : null
              }
              problems={problems.filter((one) => one.decision === decision.id)}
            />
          ))}
        </ol>
      )}
      <AnswerBar
        count={Object.keys(answers).length}
        busy={busy}
        preview={preview}
        failure={failure}
        done={done}
        nextVersion={basedOn + 1}
        onPreview={async () => setPreview(readPreview(await ask(`${address}/preview`)))}
        onSave={(reason) => void save(reason)}
        onForget={() => {
          setAnswers({});
          setProblems([]);
          setPreview(null);
          setFailure(null);
        }}
      />
    </div>
  );
}
