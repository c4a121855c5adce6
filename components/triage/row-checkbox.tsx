'use client';

import type { ReactNode } from 'react';
import { Hostile } from '#components/ui/hostile.tsx';
import type { TriageRow } from './triage-action.ts';
import { rowKey, useTriage } from './triage-context.tsx';

/** The browser's own box: hundreds stand in a list, and each must be whole before any script has run. */
function Box({
  checked,
  onChange,
  children,
}: {
  checked: boolean;
  onChange: (checked: boolean) => void;
  children: ReactNode;
}) {
  return (
    <label className="grid size-6 cursor-pointer place-items-center">
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        className="size-4 cursor-pointer accent-accent"
      />
      <span className="sr-only">{children}</span>
    </label>
  );
}

/** Puts a finding into the selection, or takes it out. */
export function RowCheckbox({ row, title }: { row: TriageRow; title: string }) {
  const triage = useTriage();
  if (triage === null) return null;
  const key = rowKey(row);
  return (
    <Box checked={triage.selected.has(key)} onChange={() => triage.toggle(key)}>
      Select <Hostile text={title} />
    </Box>
  );
}

/** Selects every row of this page, or none. */
export function PageCheckbox({ rows }: { rows: number }) {
  const triage = useTriage();
  if (triage === null) return null;
  return (
    <Box checked={rows > 0 && triage.selected.size === rows} onChange={triage.selectPage}>
      Select all on this page
    </Box>
  );
}
