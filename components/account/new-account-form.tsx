'use client';

import { signIn } from 'next-auth/react';
import { type FormEvent, useState } from 'react';
import { send } from '#components/frame/send.ts';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { NewPasswordFields } from './new-password-fields.tsx';

export interface NewAccountFormProps {
  token: string;
  /** Set by the invitation; the first administrator chooses it. */
  email: string | null;
  endpoint: '/api/setup' | '/api/invitations/accept';
  action: string;
}

/** Name and password for a one-time link, and straight on into the console. */
export function NewAccountForm({ token, email, endpoint, action }: NewAccountFormProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const [unequal, setUnequal] = useState(false);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const said = new FormData(event.currentTarget);
    const text = (name: string) => String(said.get(name) ?? '');
    setUnequal(text('password') !== text('again'));
    if (text('password') !== text('again')) return;
    setBusy(true);
    setProblem(null);
    const chosen = email ?? text('email');
    const person = {
      token,
      name: text('name'),
      password: text('password'),
      ...(email === null ? { email: chosen } : {}),
    };
    const made = await send('POST', endpoint, person);
    if (!made.ok) {
      setProblem(made.message);
      return setBusy(false);
    }
    const answer = await signIn('credentials', {
      redirect: false,
      email: chosen,
      password: text('password'),
    }).catch(() => null);
    window.location.assign(answer?.ok && !answer.error ? '/' : '/sign-in');
  }

  return (
    <form onSubmit={submit} className="grid gap-4">
      {problem !== null && (
        <Notice tone="fail" live>
          {problem}
        </Notice>
      )}
      <Field label="Name" name="name" autoComplete="name" required maxLength={120} autoFocus />
      {email === null && (
        <Field label="E-mail" name="email" type="email" autoComplete="username" required maxLength={254} />
      )}
      <NewPasswordFields label="Password" unequal={unequal} />
      <Button type="submit" kind="primary" disabled={busy}>
        {busy ? 'One moment …' : action}
      </Button>
    </form>
  );
}
