'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { z } from 'zod';
import { send } from '#components/frame/send.ts';
import type { TriageSelection } from '#components/triage/triage-action.ts';
import { Button } from '#components/ui/button.tsx';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { Modal } from '#components/ui/modal.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Refusal } from '#components/ui/refusal.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { NewPasswordField } from './new-password-field.tsx';
import { passwordProblem } from './password-problem.ts';
import { canMakeVerifiers, scramVerifier } from './scram-verifier.ts';

const draftedShape = z.object({
  drafted: z.array(z.object({ id: z.string(), title: z.string() })),
  refused: z.array(
    z.object({ target: z.string(), fingerprint: z.string(), title: z.string().nullable(), why: z.string() }),
  ),
});

type Drafted = z.infer<typeof draftedShape>;

export interface RemediateDialogProps {
  selection: TriageSelection;
  count: number;
  /** Where a new password mends the one finding that is chosen: for whom, and whether nothing else does by script. */
  newPassword?: { readonly role: string; readonly iterations: number; readonly only: boolean } | null;
  /** `done`: something was drafted. */
  onClose: (done: boolean) => void;
}

/** Plans the change that mends the chosen findings and goes to the draft; where it takes several, they are listed. */
export function RemediateDialog({ selection, count, newPassword = null, onClose }: RemediateDialogProps) {
  const router = useRouter();
  const [planning, setPlanning] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [drafted, setDrafted] = useState<Drafted | null>(null);
  const [wanted, setWanted] = useState(newPassword?.only ?? false);
  const [password, setPassword] = useState('');
  const [refused, setRefused] = useState<string | null>(null);
  const renews = newPassword !== null && wanted;
  const unable = renews && !canMakeVerifiers();

  async function plan(event: FormEvent) {
    event.preventDefault();
    setProblem(null);
    const why = renews ? passwordProblem(password, newPassword.role) : null;
    setRefused(why);
    if (why !== null) return;
    setPlanning(true);
    const answer = await send('POST', '/api/remediations/from-findings', {
      selection,
      ...(renews
        ? {
            newPassword: {
              role: newPassword.role,
              verifier: await scramVerifier(password, newPassword.iterations),
            },
          }
        : {}),
    });
    setPlanning(false);
    if (!answer.ok) return setProblem(answer.message);
    const read = draftedShape.safeParse(answer.body);
    if (!read.success) return setProblem('Postern answered something this page cannot read. Reload it.');
    const [only] = read.data.drafted;
    if (only && read.data.drafted.length === 1 && read.data.refused.length === 0) {
      onClose(true);
      router.push(`/remediation/${only.id}`);
    } else {
      setDrafted(read.data);
      router.refresh();
    }
  }

  const what = count === 1 ? 'one finding' : `${count.toLocaleString('en')} findings`;
  return (
    <Modal open onClose={() => onClose(drafted !== null)} title={`Remediate: ${what}`}>
      {drafted ? (
        <DraftedList drafted={drafted} onClose={() => onClose(true)} />
      ) : (
        <form onSubmit={plan} className="grid gap-4">
          <p>
            {renews
              ? 'Postern plans the change on the last scan: the exact script, and whom it affects. An old password cannot be brought back.'
              : 'Postern plans the change on the last scan: the exact script, its undo, and who loses or gains what.'}
          </p>
          <p className="text-ink-soft">
            Nothing runs. The draft can be rehearsed; before it is applied somebody else has to approve it.
          </p>
          {newPassword !== null && !newPassword.only && (
            <Checkbox checked={wanted} onChange={setWanted}>
              By a new password, instead of the script on this page
            </Checkbox>
          )}
          {renews && !unable && (
            <NewPasswordField
              role={newPassword.role}
              value={password}
              onChange={(text) => {
                setPassword(text);
                setRefused(null);
              }}
              problem={refused}
            />
          )}
          {unable && (
            <Notice tone="unknown">
              This page did not come over HTTPS, and browsers make no verifier then. Open Postern over HTTPS,
              or make the script with{' '}
              <code className="font-mono text-fine">postern remediate --new-password-from</code>.
            </Notice>
          )}
          <Refusal text={problem} />
          <div className="flex items-center gap-2">
            <Button type="submit" kind="primary" disabled={planning || unable} autoFocus={!renews}>
              {planning ? 'Planning' : 'Plan the change'}
            </Button>
            <Button kind="quiet" onClick={() => onClose(false)}>
              Cancel
            </Button>
          </div>
        </form>
      )}
    </Modal>
  );
}

function DraftedList({ drafted, onClose }: { drafted: Drafted; onClose: () => void }) {
  const { drafted: made, refused } = drafted;
  return (
    <div className="grid gap-4">
      <p role="status">
        {made.length === 0
          ? 'No draft was made.'
          : `${made.length === 1 ? 'One draft' : `${made.length.toLocaleString('en')} drafts`}: what runs in different databases, or differently, is approved separately.`}
      </p>
      {made.length > 0 && (
        <ul className="grid max-h-60 gap-1.5 overflow-y-auto">
          {made.map((one) => (
            <li key={one.id}>
              <TextLink href={`/remediation/${one.id}`}>
                <Hostile text={one.title} />
              </TextLink>
            </li>
          ))}
        </ul>
      )}
      {refused.length > 0 && (
        <>
          <p>Left out:</p>
          <ul className="grid max-h-60 gap-2 overflow-y-auto">
            {refused.slice(0, 200).map((one) => (
              <li key={one.target + one.fingerprint} className="border-b pb-2 last:border-b-0">
                <Hostile text={one.title ?? one.fingerprint} />
                <div className="text-ink-soft">
                  <Hostile text={one.why} />
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
      <div>
        <Button onClick={onClose}>Close</Button>
      </div>
    </div>
  );
}
