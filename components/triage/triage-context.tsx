'use client';

import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from 'react';
import { RemediateDialog } from '#components/remediation/remediate-dialog.tsx';
import type { TriageOptions } from '#lib/service/triage/triage-options.ts';
import type { TriageRow, TriageSelection, TriageStep } from './triage-action.ts';
import { TriageBar } from './triage-bar.tsx';
import { TriageDialog } from './triage-dialog.tsx';

export const rowKey = (row: TriageRow) => `${row.target} ${row.fingerprint}`;

export interface Triage {
  readonly selected: ReadonlySet<string>;
  /** Everything the filter leaves, beyond this page. */
  readonly everything: boolean;
  /** Whether a form of it is open. */
  readonly busy: boolean;
  readonly toggle: (key: string) => void;
  /** From the row toggled last to this one. */
  readonly selectTo: (key: string) => void;
  readonly selectPage: (on: boolean) => void;
  readonly selectEverything: () => void;
  readonly clear: () => void;
  /** Whether the person may draft a change. */
  readonly mayMend: boolean;
  /** Opens the form of an action for what is selected; for `row` where nothing is. */
  readonly begin: (action: TriageStep, row?: TriageRow) => void;
}

const Context = createContext<Triage | null>(null);

/** Null where the person may only look. */
export const useTriage = () => useContext(Context);

export interface TriageProviderProps {
  /** The rows of this page, in their order. */
  rows: readonly TriageRow[];
  /** Rows of the whole filter. */
  total: number;
  filter: { readonly target: string | null; readonly search: string };
  options: TriageOptions | null;
  children: ReactNode;
}

/** Keeps what is selected in a list of findings, and shows what can be done with it. */
export function TriageProvider({ rows, total, filter, options, children }: TriageProviderProps) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [everything, setEverything] = useState(false);
  const [open, setOpen] = useState<{
    action: TriageStep;
    selection: TriageSelection;
    count: number;
  } | null>(null);
  const last = useRef<string | null>(null);
  const keys = useMemo(() => rows.map(rowKey), [rows]);
  // What is on another page, or filtered away, is not selected any more.
  const selected = useMemo(() => new Set(keys.filter((key) => chosen.has(key))), [keys, chosen]);

  const clear = useCallback(() => {
    setChosen(new Set());
    setEverything(false);
  }, []);
  const choose = useCallback((next: ReadonlySet<string>) => {
    setEverything(false);
    setChosen(next);
  }, []);
  const mayMend = options?.mayDraft ?? false;
  const begin = (action: TriageStep, row?: TriageRow) => {
    if (action === 'mend' && !mayMend) return;
    if (everything) setOpen({ action, selection: { filter }, count: total });
    else if (selected.size > 0) {
      const findings = rows.filter((one) => selected.has(rowKey(one)));
      setOpen({ action, selection: { findings }, count: findings.length });
    } else if (row) setOpen({ action, selection: { findings: [row] }, count: 1 });
  };

  const triage: Triage = {
    selected,
    everything,
    busy: open !== null,
    toggle: (key) => {
      last.current = key;
      const next = new Set(selected);
      if (!next.delete(key)) next.add(key);
      choose(next);
    },
    selectTo: (key) => {
      const [from, to] = [keys.indexOf(last.current ?? key), keys.indexOf(key)].sort((a, b) => a - b);
      const range = keys.slice(Math.max(0, from ?? 0), (to ?? 0) + 1);
      last.current = key;
      choose(new Set([...selected, ...range]));
    },
    selectPage: (on) => choose(new Set(on ? keys : [])),
    selectEverything: () => {
      setChosen(new Set(keys));
      setEverything(true);
    },
    clear,
    mayMend,
    begin,
  };
  const close = (done: boolean) => {
    setOpen(null);
    if (done) clear();
  };
  if (options === null) return <>{children}</>;
  return (
    <Context value={triage}>
      {children}
      <TriageBar triage={triage} page={rows.length} total={total} />
      {open &&
        (open.action === 'mend' ? (
          <RemediateDialog selection={open.selection} count={open.count} onClose={close} />
        ) : (
          <TriageDialog {...open} action={open.action} options={options} onClose={close} />
        ))}
    </Context>
  );
}
