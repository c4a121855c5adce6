'use client';

import { signIn } from 'next-auth/react';
import { type FormEvent, useState } from 'react';
import { send } from '#components/frame/send.ts';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Refusal } from '#components/ui/refusal.tsx';
import { NewPasswordFields } from './new-password-fields.tsx';

/** The own password. Every session ends with the old one; this browser signs in again with the new one. */
export function PasswordForm({ email }: { email: string }) {
  const [problem, setProblem] = useState<string | null>(null);
  const [unequal, setUnequal] = useState(false);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const said = new FormData(event.currentTarget);
    const text = (name: string) => String(said.get(name) ?? '');
    const differ = text('password') !== text('again');
    setUnequal(differ);
    if (differ) return;
    setBusy(true);
    setProblem(null);
    const password = text('password');
    const changed = await send('POST', '/api/account/password', { current: text('current'), password });
    if (!changed.ok) {
      setProblem(changed.message);
      return setBusy(false);
    }
    const answer = await signIn('credentials', { redirect: false, email, password }).catch(() => null);
    window.location.assign(answer?.ok && !answer.error ? '/account?changed=password' : '/sign-in');
  }

  return (
    <form onSubmit={submit} className="grid max-w-sm gap-4">
      {/* For password managers: whose password this is. */}
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <Refusal text={problem} />
      <Field
        label="Current password"
        name="current"
        type="password"
        autoComplete="current-password"
        required
        maxLength={256}
      />
      <NewPasswordFields label="New password" unequal={unequal} />
      <div>
        <Button type="submit" kind="primary" disabled={busy}>
          {busy ? 'One moment …' : 'Change the password'}
        </Button>
      </div>
    </form>
  );
}
