'use client';

import { signIn } from 'next-auth/react';
import { type FormEvent, useState } from 'react';
import { send } from '#components/frame/send.ts';
import { Button } from '#components/ui/button.tsx';
import { Refusal } from '#components/ui/refusal.tsx';
import { NewPasswordFields } from './new-password-fields.tsx';

/** A new password for a one-time link, and straight on into the console. */
export function LinkPasswordForm({ token, email }: { token: string; email: string }) {
  const [problem, setProblem] = useState<string | null>(null);
  const [unequal, setUnequal] = useState(false);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const said = new FormData(event.currentTarget);
    const text = (name: string) => String(said.get(name) ?? '');
    const password = text('password');
    const differ = password !== text('again');
    setUnequal(differ);
    if (differ) return;
    setBusy(true);
    setProblem(null);
    const set = await send('POST', '/api/password', { token, password });
    if (!set.ok) {
      setProblem(set.message);
      return setBusy(false);
    }
    const answer = await signIn('credentials', { redirect: false, email, password }).catch(() => null);
    window.location.assign(answer?.ok && !answer.error ? '/' : '/sign-in');
  }

  return (
    <form onSubmit={submit} className="grid gap-4">
      {/* For password managers: whose password this is. */}
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <Refusal text={problem} />
      <NewPasswordFields label="New password" unequal={unequal} />
      <Button type="submit" kind="primary" disabled={busy}>
        {busy ? 'One moment …' : 'Set the password and sign in'}
      </Button>
    </form>
  );
}
