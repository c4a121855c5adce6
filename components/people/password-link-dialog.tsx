'use client';

import { useState } from 'react';
import { z } from 'zod';
import { AskDialog } from '#components/remediation/ask-dialog.tsx';
import { Button } from '#components/ui/button.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { plainText } from '#components/ui/hostile-text.ts';
import { Modal } from '#components/ui/modal.tsx';
import { OneTimeLink } from '#components/ui/one-time-link.tsx';
import { Refusal } from '#components/ui/refusal.tsx';

const made = z.object({ path: z.string(), expiresAt: z.string() });

export interface PasswordLinkDialogProps {
  id: string;
  name: string;
  email: string;
  /** Whether there is one that this would replace. */
  open: boolean;
  onClose: () => void;
}

/** Makes a one-time link for who forgot their password, and says first what that means for both. */
export function PasswordLinkDialog({ id, name, email, open, onClose }: PasswordLinkDialogProps) {
  const [link, setLink] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  if (link !== null || problem !== null)
    return (
      <Modal open onClose={onClose} title={`Password link for ${plainText(name)}`}>
        <Refusal text={problem} />
        {link !== null && <OneTimeLink to={email} href={link} hours={24} />}
        <div>
          <Button onClick={onClose}>Done</Button>
        </div>
      </Modal>
    );
  return (
    <AskDialog
      title={`Make a password link for ${plainText(name)}?`}
      verb="Make a link"
      path={`/api/people/${id}/password-link`}
      password
      onClose={onClose}
      onDone={({ body }) => {
        const read = made.safeParse(body);
        if (read.success) setLink(new URL(read.data.path, window.location.origin).href);
        else setProblem('Postern answered without a link.');
      }}
    >
      <div className="grid gap-2">
        <p>
          With it <Hostile text={email} /> chooses a new password. Until then nothing changes; then every
          session of theirs ends. {open && 'It replaces the link that is open now.'}
        </p>
        <p className="text-ink-soft">
          Whoever has the link can become <Hostile text={name} />, you too. So they are told that you made it,
          it stands in the trail, and once it is used the two of you count as one person wherever two people
          have to agree.
        </p>
      </div>
    </AskDialog>
  );
}
