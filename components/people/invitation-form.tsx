'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { z } from 'zod';
import { send } from '#components/frame/send.ts';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { OneTimeLink } from '#components/ui/one-time-link.tsx';
import { Refusal } from '#components/ui/refusal.tsx';
import { Select } from '#components/ui/select.tsx';
import type { RoleMeaning } from './permission-table.tsx';
import { roleNames } from './role-name.ts';

const made = z.object({ path: z.string(), expiresAt: z.string() });

/** Makes a one-time link for somebody. It is shown this once; Postern keeps only its hash. */
export function InvitationForm({ roles }: { roles: readonly RoleMeaning[] }) {
  const router = useRouter();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState('reviewer');
  const [link, setLink] = useState<{ readonly to: string; readonly href: string } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function invite() {
    setBusy(true);
    setProblem(null);
    const answer = await send('POST', '/api/invitations', { email, role });
    setBusy(false);
    const read = answer.ok ? made.safeParse(answer.body) : null;
    if (read?.success) {
      setLink({ to: email, href: new URL(read.data.path, window.location.origin).href });
      setEmail('');
      router.refresh();
    } else setProblem(answer.ok ? 'Postern answered without a link.' : answer.message);
  }

  return (
    <div className="grid max-w-3xl gap-4">
      <form
        className="flex flex-wrap items-end gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          void invite();
        }}
      >
        <Field
          className="min-w-64 flex-1"
          label="E-mail address"
          type="email"
          required
          autoComplete="off"
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <Select
          className="w-44"
          label="Role"
          value={role}
          onChange={(event) => setRole(event.target.value)}
          options={roles.map((each) => ({
            value: each.role,
            label: roleNames[each.role],
          }))}
        />
        <Button kind="primary" type="submit" disabled={busy}>
          Make a link
        </Button>
      </form>
      <p className="text-ink-soft">{roles.find((each) => each.role === role)?.means}</p>
      <Refusal text={problem} />
      {link && <OneTimeLink to={link.to} href={link.href} hours={72} />}
    </div>
  );
}
