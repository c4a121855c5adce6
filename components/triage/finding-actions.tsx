'use client';

import { useEffect, useState } from 'react';
import { RemediateDialog, type RemediateDialogProps } from '#components/remediation/remediate-dialog.tsx';
import { Button } from '#components/ui/button.tsx';
import type { ShownState } from '#lib/service/findings/finding-state.ts';
import type { TriageOptions } from '#lib/service/triage/triage-options.ts';
import {
  actionOfKey,
  mendAction,
  type TriageAction,
  type TriageRow,
  type TriageStep,
  triageActions,
} from './triage-action.ts';
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

/** Where a letter is a letter, or keys mean something else. */
const elsewhere = 'input, textarea, select, [role="menu"], [role="dialog"]';

/** What a change can still mend. */
const mendable: readonly ShownState[] = ['open', 'reopened', 'in-remediation', 'accepted', 'not-looked-at'];

/** What can be done with one finding, beside or on its page. */
export function FindingActions({
  row,
  state,
  options,
  newPassword = null,
  keys = false,
}: {
  row: TriageRow;
  state: ShownState;
  options: TriageOptions;
  /** As `RemediateDialog` takes it. */
  newPassword?: RemediateDialogProps['newPassword'];
  /** On a page of its own the keys of a list work here; beside a list they are the list's. */
  keys?: boolean;
}) {
  const [open, setOpen] = useState<TriageStep | null>(null);
  const mayMend = options.mayDraft && mendable.includes(state);

  useEffect(() => {
    if (!keys) return;
    function onKeyDown(event: KeyboardEvent) {
      if (event.metaKey || event.ctrlKey || event.altKey) return;
      if (event.target instanceof HTMLElement && event.target.closest(elsewhere)) return;
      const step = actionOfKey(event.key);
      if (step === null || (step === 'mend' ? !mayMend : !offered[state].includes(step))) return;
      event.preventDefault();
      setOpen(step);
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [keys, mayMend, state]);

  return (
    <div className="flex flex-wrap gap-2">
      {mayMend && (
        <Button small kind="primary" onClick={() => setOpen('mend')}>
          {mendAction.button}
        </Button>
      )}
      {offered[state].map((action) => (
        <Button key={action} small onClick={() => setOpen(action)}>
          {action === 'accept' && state === 'accepted' ? 'Renew…' : triageActions[action].button}
        </Button>
      ))}
      {open === 'mend' && (
        <RemediateDialog
          selection={{ findings: [row] }}
          count={1}
          newPassword={newPassword}
          onClose={() => setOpen(null)}
        />
      )}
      {open && open !== 'mend' && (
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
