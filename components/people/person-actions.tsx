'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { send } from '#components/frame/send.ts';
import { Button } from '#components/ui/button.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { Modal } from '#components/ui/modal.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Refusal } from '#components/ui/refusal.tsx';
import { Select } from '#components/ui/select.tsx';
import type { PersonRole } from '#lib/service/auth/permissions.ts';
import { PasswordLinkDialog } from './password-link-dialog.tsx';
import type { RoleMeaning } from './permission-table.tsx';
import { roleNames } from './role-name.ts';

export interface PersonActionsProps {
  id: string;
  name: string;
  email: string;
  /** The person who looks. */
  self: boolean;
  /** Whether a link for a new password of theirs is open. */
  linkOpen: boolean;
  role: PersonRole;
  disabled: boolean;
  roles: readonly RoleMeaning[];
}

/** Role, access and password of one person. All of it ends sessions, so it is asked about first. */
export function PersonActions({
  id,
  name,
  email,
  self,
  linkOpen,
  role,
  disabled,
  roles,
}: PersonActionsProps) {
  const router = useRouter();
  const [asked, setAsked] = useState<{ readonly role: PersonRole } | 'disable' | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [linking, setLinking] = useState(false);

  async function change(body: { role: PersonRole } | { disabled: boolean }) {
    setBusy(true);
    const answer = await send('PATCH', `/api/people/${id}`, body);
    setBusy(false);
    if (!answer.ok) {
      setProblem(answer.message);
      return;
    }
    setProblem(null);
    setAsked(null);
    router.refresh();
  }

  return (
    <div className="flex items-center gap-2">
      <Select
        bare
        className="w-40"
        label={`Role of ${name}`}
        value={role}
        onChange={(event) => {
          const chosen = roles.find((each) => each.role === event.target.value);
          if (chosen) setAsked({ role: chosen.role });
        }}
        options={roles.map((each) => ({ value: each.role, label: roleNames[each.role] }))}
      />
      {!self && !disabled && (
        <Button onClick={() => setLinking(true)} aria-label={`Password link for ${name}…`}>
          Password link…
        </Button>
      )}
      {linking && (
        <PasswordLinkDialog
          id={id}
          name={name}
          email={email}
          open={linkOpen}
          onClose={() => {
            setLinking(false);
            router.refresh();
          }}
        />
      )}
      {disabled ? (
        <Button onClick={() => change({ disabled: false })} disabled={busy}>
          Enable
        </Button>
      ) : (
        <Button kind="danger" onClick={() => setAsked('disable')}>
          Disable
        </Button>
      )}
      {problem && asked === null && (
        <Notice tone="fail" live>
          {problem}
        </Notice>
      )}
      <Modal
        open={asked !== null}
        onClose={() => setAsked(null)}
        title={asked === 'disable' ? 'Disable this person?' : 'Change this role?'}
      >
        <p>
          {asked === 'disable' ? (
            <>
              <Hostile text={name} /> is signed out at once, everywhere, and cannot sign in again until
              enabled. What they did stays theirs in the trail.
            </>
          ) : (
            <>
              <Hostile text={name} /> becomes {asked && roleNames[asked.role]} and is signed out at once,
              everywhere. {roles.find((each) => each.role === asked?.role)?.means}
            </>
          )}
        </p>
        <Refusal text={problem} />
        <div className="flex justify-end gap-2">
          <Button onClick={() => setAsked(null)}>Leave it</Button>
          <Button
            kind={asked === 'disable' ? 'danger' : 'primary'}
            disabled={busy || asked === null}
            onClick={() => asked !== null && change(asked === 'disable' ? { disabled: true } : asked)}
          >
            {asked === 'disable' ? 'Disable' : 'Change role'}
          </Button>
        </div>
      </Modal>
    </div>
  );
}
