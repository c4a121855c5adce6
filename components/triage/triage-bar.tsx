'use client';

import { Button } from '#components/ui/button.tsx';
import { actionNames, mendAction, triageActions } from './triage-action.ts';
import type { Triage } from './triage-context.tsx';

/** What can be done with the selected findings; stays in sight while anything is selected. */
export function TriageBar({ triage, page, total }: { triage: Triage; page: number; total: number }) {
  const { selected, everything, begin, clear, selectEverything, mayMend } = triage;
  const count = everything ? total : selected.size;
  if (count === 0) return null;
  return (
    <section
      aria-label="Selected findings"
      className="sticky bottom-3 z-10 mt-3 flex flex-wrap items-center gap-x-2 gap-y-2 rounded-md border border-line-strong bg-surface px-3 py-2 shadow-float"
    >
      <p aria-live="polite" className="mr-2 tabular-nums">
        <strong className="font-semibold">{count.toLocaleString('en')}</strong> selected
      </p>
      {!everything && selected.size === page && total > page && (
        <Button small kind="quiet" onClick={selectEverything}>
          Select all {total.toLocaleString('en')} in this filter
        </Button>
      )}
      {mayMend && (
        <Button small kind="primary" onClick={() => begin('mend')} aria-keyshortcuts={mendAction.key}>
          {mendAction.button}
        </Button>
      )}
      {actionNames.map((action) => (
        <Button
          key={action}
          small
          onClick={() => begin(action)}
          aria-keyshortcuts={triageActions[action].key}
        >
          {triageActions[action].button}
        </Button>
      ))}
      <Button small kind="quiet" className="ml-auto" onClick={clear}>
        Clear
      </Button>
    </section>
  );
}
