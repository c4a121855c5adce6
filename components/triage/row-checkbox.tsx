'use client';

import { Checkbox } from '#components/ui/checkbox.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import type { TriageRow } from './triage-action.ts';
import { rowKey, useTriage } from './triage-context.tsx';

/** Puts a finding into the selection, or takes it out. */
export function RowCheckbox({ row, title }: { row: TriageRow; title: string }) {
  const triage = useTriage();
  if (triage === null) return null;
  const key = rowKey(row);
  return (
    <Checkbox checked={triage.selected.has(key)} onChange={() => triage.toggle(key)}>
      <span className="sr-only">
        Select <Hostile text={title} />
      </span>
    </Checkbox>
  );
}

/** Selects every row of this page, or none. */
export function PageCheckbox({ rows }: { rows: number }) {
  const triage = useTriage();
  if (triage === null) return null;
  return (
    <Checkbox checked={rows > 0 && triage.selected.size === rows} onChange={triage.selectPage}>
      <span className="sr-only">Select all on this page</span>
    </Checkbox>
  );
}
