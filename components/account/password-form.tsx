'use client';

import { send } from '#components/frame/send.ts';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Refusal } from '#components/ui/refusal.tsx';
import { NewPasswordFields } from './new-password-fields.tsx';
import { useNewPassword } from './use-new-password.ts';

/** The own password. Every session ends with the old one; this browser signs in again with the new one. */
export function PasswordForm({ email }: { email: string }) {
  const { problem, unequal, busy, submit } = useNewPassword({
    email,
    set: (password, text) => send('POST', '/api/account/password', { current: text('current'), password }),
    next: '/account?changed=password',
  });

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
