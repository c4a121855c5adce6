'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { send } from '#components/frame/send.ts';
import { Button } from '#components/ui/button.tsx';
import { Refusal } from '#components/ui/refusal.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import type { FindingRequest } from '#lib/service/triage/list-requests.ts';

/** Approve or reject what another asked for; take back what one asked for oneself. */
export function RequestDecision({ request }: { request: FindingRequest }) {
  const router = useRouter();
  const [note, setNote] = useState('');
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const path = `/api/findings/requests/${request.id}`;

  async function decide(method: 'PATCH' | 'POST', to: string, body: object) {
    setSending(true);
    setProblem(null);
    const answer = await send(method, to, body);
    setSending(false);
    if (answer.ok) router.refresh();
    else setProblem(answer.message);
  }

  if (request.mayWithdraw)
    return (
      <div className="grid gap-2">
        <p className="text-fine text-ink-faint">You asked for this: somebody else has to approve it.</p>
        <Refusal text={problem} />
        <div>
          <Button small disabled={sending} onClick={() => decide('POST', `${path}/withdraw`, {})}>
            Withdraw
          </Button>
        </div>
      </div>
    );
  return (
    <div className="grid max-w-prose gap-2">
      <TextArea
        label="Why (needed to reject)"
        rows={2}
        maxLength={4000}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <Refusal text={problem} />
      <div className="flex gap-2">
        <Button
          small
          kind="primary"
          disabled={sending}
          onClick={() => decide('PATCH', path, { decision: 'approve', note })}
        >
          Approve
        </Button>
        <Button
          small
          disabled={sending || note.trim() === ''}
          onClick={() => decide('PATCH', path, { decision: 'reject', note })}
        >
          Reject
        </Button>
      </div>
    </div>
  );
}
