'use client';

import { type FormEvent, type ReactNode, useState } from 'react';
import { fieldProblems } from '#components/frame/field-problems.ts';
import { type Answer, send } from '#components/frame/send.ts';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Modal } from '#components/ui/modal.tsx';
import { Refusal } from '#components/ui/refusal.tsx';
import { TextArea } from '#components/ui/text-area.tsx';

export interface AskDialogProps {
  title: string;
  /** What the button says: the verb itself. */
  verb: string;
  path: string;
  method?: 'POST' | 'PATCH' | 'DELETE';
  /** What is sent beside the reason and the password. */
  body?: () => object;
  /** How the reason is asked for; null: not asked. */
  reason?: {
    readonly label: string;
    readonly hint?: string;
    readonly required: boolean;
    /** What the server calls it; `reason` where this does not say. */
    readonly as?: 'note';
  } | null;
  /** The person's own password again: before anything that lets a change run. */
  password?: boolean;
  danger?: boolean;
  /** One of `children` takes the focus. */
  focused?: boolean;
  onClose: () => void;
  /** The server did it. */
  onDone: (answer: Extract<Answer, { ok: true }>) => void;
  /** Where it has fields of its own, given what the server says is wrong with each. */
  children?: ReactNode | ((problems: Readonly<Record<string, string>>) => ReactNode);
}

/** Asks what one step needs (a reason, the password again) and sends it. What the server refuses stands in the dialog. */
export function AskDialog({
  title,
  verb,
  path,
  method = 'POST',
  body,
  reason = null,
  password = false,
  danger = false,
  focused = false,
  onClose,
  onDone,
  children,
}: AskDialogProps) {
  const [why, setWhy] = useState('');
  const [secret, setSecret] = useState('');
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});

  async function submit(event: FormEvent) {
    event.preventDefault();
    setSending(true);
    setProblem(null);
    setProblems({});
    const answer = await send(method, path, {
      ...body?.(),
      ...(reason ? { [reason.as ?? 'reason']: why.trim() } : {}),
      ...(password ? { proof: { password: secret } } : {}),
    });
    setSending(false);
    if (answer.ok) return onDone(answer);
    setSecret('');
    const said = typeof children === 'function' ? fieldProblems(answer.details) : {};
    setProblems(said);
    setProblem(Object.keys(said).length > 0 ? 'Something above is not right yet.' : answer.message);
  }

  return (
    <Modal open onClose={onClose} title={title}>
      <form onSubmit={submit} className="grid gap-4">
        {typeof children === 'function' ? children(problems) : children}
        {reason && (
          <TextArea
            label={reason.required ? reason.label : `${reason.label} (may stay empty)`}
            hint={reason.hint}
            rows={3}
            maxLength={2000}
            required={reason.required}
            autoFocus={!focused}
            value={why}
            onChange={(event) => setWhy(event.target.value)}
          />
        )}
        {password && (
          <Field
            label="Your password, again"
            hint="So that nobody at an unlocked screen can do this in your name"
            type="password"
            autoComplete="current-password"
            required
            autoFocus={!reason && !focused}
            value={secret}
            onChange={(event) => setSecret(event.target.value)}
          />
        )}
        <Refusal text={problem} />
        <div className="flex items-center gap-2">
          <Button type="submit" kind={danger ? 'danger' : 'primary'} disabled={sending}>
            {verb}
          </Button>
          <Button kind="quiet" onClick={onClose}>
            Cancel
          </Button>
        </div>
      </form>
    </Modal>
  );
}
