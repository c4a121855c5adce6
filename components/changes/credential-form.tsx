'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { fieldProblems } from '#components/frame/field-problems.ts';
import { send } from '#components/frame/send.ts';
import { AskDialog } from '#components/remediation/ask-dialog.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { Identifier } from '#components/ui/identifier.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Refusal } from '#components/ui/refusal.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { HeldCredential } from '#lib/service/remediation/read-held-credential.ts';

export interface CredentialFormProps {
  targetId: string;
  scanRole: string;
  held: HeldCredential | null;
  mayRegister: boolean;
}

/** The role that approved changes run as: registered, replaced, forgotten. */
export function CredentialForm({ targetId, scanRole, held, mayRegister }: CredentialFormProps) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [role, setRole] = useState(held?.role ?? '');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const [forgetting, setForgetting] = useState(false);
  const [returned, setReturned] = useState(false);
  const [sending, setSending] = useState(false);
  const path = `/api/targets/${targetId}/execution-credential`;

  function close() {
    setProblem(null);
    setProblems({});
    setPassword('');
    setReturned(true);
    setOpen(false);
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    setSending(true);
    setProblem(null);
    setProblems({});
    const answer = await send('PUT', path, { role, password });
    setSending(false);
    setPassword('');
    if (answer.ok) {
      close();
      return router.refresh();
    }
    const said = fieldProblems(answer.details);
    setProblems(said);
    if (Object.keys(said).length === 0) setProblem(answer.message);
  }

  return (
    <div className="grid gap-3">
      {held === null ? (
        <p className="text-ink-soft">
          None is registered: whoever applies a change gives the password for that run alone.
        </p>
      ) : (
        <p>
          <Identifier name={held.role} />, registered by <Hostile text={held.registeredBy} />{' '}
          <RelativeTime at={held.at} />. Whoever registered it can approve nothing that runs with it.
        </p>
      )}
      {held?.problem && <Notice tone="fail">{held.problem}</Notice>}
      {mayRegister && !open && (
        <div className="flex flex-wrap gap-2">
          <Button small autoFocus={returned} onClick={() => setOpen(true)}>
            {held === null ? 'Register…' : 'Replace…'}
          </Button>
          {held !== null && (
            <Button small kind="danger" onClick={() => setForgetting(true)}>
              Forget it…
            </Button>
          )}
        </div>
      )}
      {forgetting && held !== null && (
        <AskDialog
          danger
          title="Forget the credential"
          verb="Forget it"
          method="DELETE"
          path={path}
          onClose={() => setForgetting(false)}
          onDone={() => {
            setForgetting(false);
            router.refresh();
          }}
        >
          <p>
            Postern forgets the password of <Identifier name={held.role} /> at once. What is scheduled to run
            with it goes back to approved when its time comes; whoever applies a change then gives a password
            for that run.
          </p>
        </AskDialog>
      )}
      {mayRegister && open && (
        <form onSubmit={submit} className="grid max-w-prose gap-4 rounded-sm border bg-surface p-4">
          <div className="grid gap-4 sm:grid-cols-2">
            <Field
              label="Role"
              required
              maxLength={63}
              autoFocus
              autoComplete="off"
              spellCheck={false}
              value={role}
              onChange={(event) => setRole(event.target.value)}
              problem={problems.role}
              hint={`Not the scan role (${scanRole}); no superuser where less will do`}
            />
            <Field
              label="Its password"
              type="password"
              autoComplete="off"
              value={password}
              onChange={(event) => setPassword(event.target.value)}
              problem={problems.password}
              hint="Kept sealed; only the worker opens it"
            />
          </div>
          <Refusal text={problem} />
          <div className="flex gap-2">
            <Button type="submit" kind="primary" disabled={sending}>
              Register
            </Button>
            <Button kind="quiet" onClick={close}>
              Cancel
            </Button>
          </div>
        </form>
      )}
    </div>
  );
}
