'use client';

import { send } from '#components/frame/send.ts';
import { Button } from '#components/ui/button.tsx';
import { Refusal } from '#components/ui/refusal.tsx';
import { NewPasswordFields } from './new-password-fields.tsx';
import { useNewPassword } from './use-new-password.ts';

/** A new password for a one-time link, and straight on into the console. */
export function LinkPasswordForm({ token, email }: { token: string; email: string }) {
  const { problem, unequal, busy, submit } = useNewPassword({
    email,
    set: (password) => send('POST', '/api/password', { token, password }),
    next: '/',
  });

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
