import { signIn } from 'next-auth/react';
import { type FormEvent, useState } from 'react';
import type { Answer } from '#components/frame/send.ts';

export interface NewPasswordForm {
  readonly email: string;
  /** Sends what the form says; `text` reads one of its fields. */
  readonly set: (password: string, text: (name: string) => string) => Promise<Answer>;
  /** Where this browser goes, signed in with the new password. */
  readonly next: string;
}

/** A form with a new password, twice: every session ends with the old one, and this browser signs in again with the new one. */
export function useNewPassword({ email, set, next }: NewPasswordForm) {
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
    const answer = await set(password, text);
    if (!answer.ok) {
      setProblem(answer.message);
      return setBusy(false);
    }
    const signed = await signIn('credentials', { redirect: false, email, password }).catch(() => null);
    window.location.assign(signed?.ok && !signed.error ? next : '/sign-in');
  }

  return { problem, unequal, busy, submit };
}
