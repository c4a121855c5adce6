'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { z } from 'zod';
import { AskDialog } from '#components/remediation/ask-dialog.tsx';
import { Button } from '#components/ui/button.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import type { ModelPartRef } from '#lib/service/remediation/model-part.ts';

const drafted = z.object({ id: z.string() });

export interface DraftModelProps {
  targetId: string;
  part: ModelPartRef;
  title: string;
  kind: 'sql' | 'config' | 'manual' | 'migration';
  /** Why not, in a sentence; null where it can be drafted. */
  problem: string | null;
}

/** Drafts a remediation from one part of the model, and goes there; where that is not possible, says why. */
export function DraftModel({ targetId, part, title, kind, problem }: DraftModelProps) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  if (problem !== null)
    return (
      <p className="text-fine text-ink-faint">
        <Hostile text={problem} />
      </p>
    );
  return (
    <div>
      <Button small aria-label={`Draft a remediation: ${title}`} onClick={() => setOpen(true)}>
        Draft a remediation…
      </Button>
      {open && (
        <AskDialog
          title="Draft a remediation"
          verb="Plan the change"
          path="/api/remediations/from-model"
          body={() => ({ target: targetId, ...part })}
          reason={{ label: 'Why', hint: 'Whoever approves it reads it.', required: false }}
          onClose={() => setOpen(false)}
          onDone={(answer) => {
            const read = drafted.safeParse(answer.body);
            setOpen(false);
            if (read.success) router.push(`/remediation/${read.data.id}`);
            else router.refresh();
          }}
        >
          <p>
            <Hostile text={`${title.charAt(0).toUpperCase()}${title.slice(1)}`} />, planned on the last scan:
            the exact script, its undo, and who loses or gains what.
          </p>
          <p className="text-ink-soft">
            {kind === 'migration'
              ? 'Nothing runs. Its objects belong to the application’s migrations: it is handed off as one.'
              : 'Nothing runs. The draft can be rehearsed; before it is applied somebody else has to approve it.'}
          </p>
        </AskDialog>
      )}
    </div>
  );
}
