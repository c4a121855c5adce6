'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { send } from '#components/frame/send.ts';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Refusal } from '#components/ui/refusal.tsx';

export interface ProposalActionsProps {
  id: string;
  own: boolean;
  mayApprove: boolean;
}

/** Approving and rejecting another's proposal, withdrawing one's own. The door of each decides again. */
export function ProposalActions({ id, own, mayApprove }: ProposalActionsProps) {
  const router = useRouter();
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const given = reason.trim();

  async function decide(what: 'approve' | 'reject' | 'withdraw') {
    setBusy(true);
    setProblem(null);
    const body = what === 'withdraw' ? {} : { reason: what === 'approve' && given === '' ? null : given };
    const answer = await send('POST', `/api/policy/proposals/${id}/${what}`, body);
    setBusy(false);
    if (answer.ok) router.refresh();
    else setProblem(answer.message);
  }

  return (
    <div className="grid gap-2">
      {own ? (
        <p className="flex flex-wrap items-center gap-3 text-ink-soft">
          Somebody else has to approve what you proposed.
          <Button small onClick={() => void decide('withdraw')} disabled={busy}>
            Withdraw it
          </Button>
        </p>
      ) : (
        <div className="flex flex-wrap items-end gap-3">
          <Field
            className="min-w-72 flex-1"
            label="Your reason"
            hint="Needed to reject; kept in the trail either way"
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <div className="flex gap-2 pb-5.5">
            <Button onClick={() => void decide('reject')} disabled={busy || given === ''}>
              Reject
            </Button>
            <Button kind="primary" onClick={() => void decide('approve')} disabled={busy || !mayApprove}>
              Approve
            </Button>
          </div>
        </div>
      )}
      <Refusal text={problem} />
    </div>
  );
}
