'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { send } from '#components/frame/send.ts';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Refusal } from '#components/ui/refusal.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { RulesChange } from '#lib/service/remediation/change-rules.ts';
import { RulesTable } from './rules-table.tsx';

export interface RulesWaitingProps {
  change: RulesChange;
  own: boolean;
  mayDecide: boolean;
}

/** Rules that ask less than those in force, for a second administrator to decide. */
export function RulesWaiting({ change, own, mayDecide }: RulesWaitingProps) {
  const router = useRouter();
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function decide(decision: 'approve' | 'reject' | 'withdraw') {
    setBusy(true);
    setProblem(null);
    const answer = await send('PATCH', `/api/approval-rules/${change.id}`, {
      decision,
      reason: reason.trim(),
    });
    setBusy(false);
    if (answer.ok) router.refresh();
    else setProblem(answer.message);
  }

  return (
    <article aria-label={`Rules by ${change.author}`} className="grid gap-3 rounded-sm border bg-surface p-4">
      <p>
        <strong className="font-semibold">
          <Hostile text={change.reason} />
        </strong>{' '}
        <span className="text-ink-faint">
          <Hostile text={change.author} />, <RelativeTime at={change.createdAt} />
        </span>
      </p>
      <Notice tone="partial">
        It asks less than the rules in force:
        <ul className="list-disc pl-5">
          {change.loosens.slice(0, 20).map((words) => (
            <li key={words}>
              <Hostile text={words} />
            </li>
          ))}
          {change.loosens.length > 20 && <li>and {change.loosens.length - 20} more</li>}
        </ul>
      </Notice>
      {change.altered && (
        <Notice tone="fail">
          This is not what its author wrote: it was changed in Postern’s database. It cannot be approved.
        </Notice>
      )}
      <RulesTable rules={change.rules} />
      {mayDecide &&
        (own ? (
          <p className="flex flex-wrap items-center gap-3 text-ink-soft">
            Another administrator has to agree.
            <Button small disabled={busy} onClick={() => void decide('withdraw')}>
              Withdraw it
            </Button>
          </p>
        ) : (
          <div className="flex flex-wrap items-end gap-3">
            <Field
              className="min-w-72 flex-1"
              label="Your reason"
              hint="Needed to reject"
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
            <div className="flex gap-2 pb-5.5">
              <Button disabled={busy || reason.trim() === ''} onClick={() => void decide('reject')}>
                Reject
              </Button>
              <Button kind="primary" disabled={busy || change.altered} onClick={() => void decide('approve')}>
                Approve
              </Button>
            </div>
          </div>
        ))}
      <Refusal text={problem} />
    </article>
  );
}
