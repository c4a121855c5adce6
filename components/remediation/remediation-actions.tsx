'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import type { RemediationView } from '#lib/service/remediation/remediation-view.ts';
import { ActionDialog } from './action-dialog.tsx';
import { type ActionName, actionWords, nextStep, offeredActions } from './action-words.ts';

/** Every step one may take; those one may not say why. The door of each decides again. */
export function RemediationActions({ view }: { view: RemediationView }) {
  const router = useRouter();
  const [open, setOpen] = useState<ActionName | null>(null);
  const next = nextStep(view.actions, view.state);
  const shown = offeredActions(view.actions, view.state);
  const held = shown.filter((name) => !view.actions[name].may);
  if (shown.length === 0) return null;
  return (
    <div className="grid gap-1.5">
      <div className="flex flex-wrap gap-2">
        {shown.map((name) => (
          <Button
            key={name}
            kind={name === next ? 'primary' : 'plain'}
            disabled={!view.actions[name].may}
            aria-describedby={view.actions[name].may ? undefined : `why-${name}`}
            onClick={() => setOpen(name)}
          >
            {actionWords[name]}
          </Button>
        ))}
      </div>
      {held.length > 0 && (
        <ul className="max-w-prose text-fine text-ink-faint">
          {held.map((name) => (
            <li key={name} id={`why-${name}`}>
              <span className="font-medium">{actionWords[name].replace('…', '')}:</span>{' '}
              {view.actions[name].why}
            </li>
          ))}
        </ul>
      )}
      {open && (
        <ActionDialog
          view={view}
          action={open}
          onClose={() => setOpen(null)}
          onDone={() => {
            setOpen(null);
            router.refresh();
          }}
        />
      )}
    </div>
  );
}
