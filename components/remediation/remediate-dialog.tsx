'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { z } from 'zod';
import { send } from '#components/frame/send.ts';
import type { TriageSelection } from '#components/triage/triage-action.ts';
import { Button } from '#components/ui/button.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { Modal } from '#components/ui/modal.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { TextLink } from '#components/ui/text-link.tsx';

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
  /** `done`: something was drafted. */
  onClose: (done: boolean) => void;
}

/** Plans the change that mends the chosen findings and goes to the draft; where it takes several, they are listed. */
export function RemediateDialog({ selection, count, onClose }: RemediateDialogProps) {
  const router = useRouter();
  const [planning, setPlanning] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [drafted, setDrafted] = useState<Drafted | null>(null);

  async function plan(event: FormEvent) {
    event.preventDefault();
    setPlanning(true);
    setProblem(null);
    const answer = await send('POST', '/api/remediations/from-findings', { selection });
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
            Postern plans the change on the last scan: the exact script, its undo, and who loses or gains
            what.
          </p>
          <p className="text-ink-soft">
            Nothing runs. The draft can be rehearsed; before it is applied somebody else has to approve it.
          </p>
          {problem && (
            <Notice tone="fail" live>
              <Hostile text={problem} />
            </Notice>
          )}
          <div className="flex items-center gap-2">
            <Button type="submit" kind="primary" disabled={planning} autoFocus>
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
