'use client';

import { signIn } from 'next-auth/react';
import { type FormEvent, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';

const sentences: Readonly<Record<string, string>> = {
  CredentialsSignin: 'This e-mail address and password do not go together.',
  'too-many-attempts': 'Too many attempts. Try again in 15 minutes.',
};

/** Says the same for an unknown address and a wrong password. */
export function SignInForm({ next }: { next: string }) {
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const said = new FormData(event.currentTarget);
    setBusy(true);
    setProblem(null);
    try {
      const answer = await signIn('credentials', {
        redirect: false,
        email: said.get('email'),
        password: said.get('password'),
      });
      if (answer?.ok && !answer.error) return window.location.assign(next);
      setProblem(sentences[answer?.error ?? ''] ?? 'Signing in failed. The server log has the details.');
    } catch {
      setProblem('Postern does not answer. Is it still running?');
    }
    setBusy(false);
  }

  return (
    <form onSubmit={submit} className="grid gap-4">
      {problem !== null && (
        <Notice tone="fail" live>
          {problem}
        </Notice>
      )}
      <Field
        label="E-mail"
        name="email"
        type="email"
        autoComplete="username"
        required
        maxLength={254}
        autoFocus
      />
      <Field
        label="Password"
        name="password"
        type="password"
        autoComplete="current-password"
        required
        maxLength={256}
      />
      <Button type="submit" kind="primary" disabled={busy}>
        {busy ? 'Signing in …' : 'Sign in'}
      </Button>
    </form>
  );
}
