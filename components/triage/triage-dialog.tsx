'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { send } from '#components/frame/send.ts';
import { Button } from '#components/ui/button.tsx';
import { Modal } from '#components/ui/modal.tsx';
import { Refusal } from '#components/ui/refusal.tsx';
import type { TriageOptions } from '#lib/service/triage/triage-options.ts';
import { BulkResult, readOutcome, type ShownOutcome } from './bulk-result.tsx';
import { type TriageAction, type TriageSelection, triageActions } from './triage-action.ts';
import { TriageFields } from './triage-fields.tsx';
import { type TriageDraft, triageRequest } from './triage-request.ts';

export interface TriageDialogProps {
  action: TriageAction;
  selection: TriageSelection;
  count: number;
  options: TriageOptions;
  /** `done`: it was sent, whatever came of it. */
  onClose: (done: boolean) => void;
}

const submits: Readonly<Record<TriageAction, string>> = {
  accept: 'Ask for acceptance',
  'false-positive': 'Ask for approval',
  baseline: 'Ask for approval',
  remediate: 'Mark in remediation',
  assign: 'Assign',
  comment: 'Comment',
  reopen: 'Open again',
};

/** Asks what an action needs to know, does it, and says for which findings it could not be done. */
export function TriageDialog({ action, selection, count, options, onClose }: TriageDialogProps) {
  const router = useRouter();
  const [draft, setDraft] = useState<TriageDraft>({
    note: '',
    scope: 'object',
    compensatingControl: '',
    until: options.proposedEnd,
    assignee: options.me,
    due: '',
  });
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [outcome, setOutcome] = useState<ShownOutcome | null>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setSending(true);
    setProblem(null);
    const { path, body } = triageRequest(action, selection, draft);
    const answer = await send('POST', path, body);
    setSending(false);
    if (!answer.ok) return setProblem(answer.message);
    const said = readOutcome(answer.body);
    router.refresh();
    if (said.refused.length === 0) onClose(true);
    else setOutcome(said);
  }

  const what = count === 1 ? 'one finding' : `${count.toLocaleString('en')} findings`;
  return (
    <Modal
      open
      onClose={() => onClose(outcome !== null && outcome.done > 0)}
      title={`${triageActions[action].title}: ${what}`}
    >
      {outcome ? (
        <BulkResult outcome={outcome} onClose={() => onClose(outcome.done > 0)} />
      ) : (
        <form onSubmit={submit} className="grid gap-4">
          <TriageFields action={action} draft={draft} onChange={setDraft} options={options} />
          <Refusal text={problem} />
          <div className="flex items-center gap-2">
            <Button type="submit" kind="primary" disabled={sending}>
              {submits[action]}
            </Button>
            <Button kind="quiet" onClick={() => onClose(false)}>
              Cancel
            </Button>
          </div>
        </form>
      )}
    </Modal>
  );
}
