'use client';

import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import type { ShownState } from '#lib/service/findings/finding-state.ts';
import type { TriageOptions } from '#lib/service/triage/triage-options.ts';
import { type TriageAction, type TriageRow, triageActions } from './triage-action.ts';
import { TriageDialog } from './triage-dialog.tsx';

const always = ['assign', 'comment'] as const;
const still = ['accept', 'false-positive', 'baseline', ...always] as const;

/** What makes sense in each state; what the service would refuse is not offered. */
const offered: Readonly<Record<ShownState, readonly TriageAction[]>> = {
  open: ['remediate', ...still],
  reopened: ['remediate', ...still],
  'in-remediation': ['reopen', ...still],
  accepted: [...still],
  'false-positive': ['reopen', 'accept', 'baseline', ...always],
  baseline: [...always],
  'not-looked-at': ['remediate', 'accept', ...always],
  fixed: ['comment'],
};

/** What can be done with one finding, beside or on its page. */
export function FindingActions({
  row,
  state,
  options,
}: {
  row: TriageRow;
  state: ShownState;
  options: TriageOptions;
}) {
  const [open, setOpen] = useState<TriageAction | null>(null);
  return (
    <div className="flex flex-wrap gap-2">
      {offered[state].map((action) => (
        <Button key={action} small onClick={() => setOpen(action)}>
          {action === 'accept' && state === 'accepted' ? 'Renew…' : triageActions[action].button}
        </Button>
      ))}
      {open && (
        <TriageDialog
          action={open}
          selection={{ findings: [row] }}
          count={1}
          options={options}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  );
}
