'use client';

import { useRouter } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { z } from 'zod';
import { send } from '#components/frame/send.ts';
import { Button } from '#components/ui/button.tsx';
import { plainText } from '#components/ui/hostile-text.ts';
import { Modal } from '#components/ui/modal.tsx';
import { Refusal } from '#components/ui/refusal.tsx';
import { Select } from '#components/ui/select.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import type { ThreatScope } from '#lib/service/threats/list-threats.ts';

export interface ChangeFormProps {
  title: string;
  action: string;
  open: boolean;
  onClose: () => void;
  /** Policies the change can be made in. */
  scopes: readonly ThreatScope[];
  /** The change, but for where and why. */
  change: () => object;
  reasonHint: string;
  children?: ReactNode;
}

const outcomeShape = z.object({ state: z.enum(['current', 'proposed']) });

/** Asks where and why, and makes a new version of that policy. */
export function ChangeForm({
  title,
  action,
  open,
  onClose,
  scopes,
  change,
  reasonHint,
  children,
}: ChangeFormProps) {
  const router = useRouter();
  const [scope, setScope] = useState(scopes[0]?.id ?? '');
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);

  async function save() {
    setSaving(true);
    const answer = await send('POST', '/api/threats', { ...change(), scope, reason });
    setSaving(false);
    if (!answer.ok) return setFailure(answer.message);
    const outcome = outcomeShape.safeParse(answer.body);
    if (outcome.success && outcome.data.state === 'proposed')
      return setFailure('Saved as a proposal: a second person has to approve it before it is in force.');
    setFailure(null);
    setReason('');
    onClose();
    router.refresh();
  }

  return (
    <Modal open={open} onClose={onClose} title={title}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {children}
        <Select
          label="In the policy of"
          value={scope}
          onChange={(event) => setScope(event.target.value)}
          options={scopes.map((one) => ({ value: one.id, label: plainText(one.name) }))}
        />
        <TextArea
          label="Reason"
          rows={3}
          required
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          hint={reasonHint}
        />
        <Refusal text={failure} />
        <div className="flex gap-2">
          <Button type="submit" kind="primary" disabled={saving || scopes.length === 0}>
            {action}
          </Button>
          <Button onClick={onClose} disabled={saving}>
            Cancel
          </Button>
        </div>
      </form>
    </Modal>
  );
}
