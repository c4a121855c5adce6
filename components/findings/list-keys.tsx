'use client';

import { useEffect, useState } from 'react';
import { actionOfKey, type TriageRow } from '#components/triage/triage-action.ts';
import { rowKey, useTriage } from '#components/triage/triage-context.tsx';
import { KeyHelp } from './key-help.tsx';

/** Where a letter is a letter; a box to tick is not one. */
const fields = 'input:not([type="checkbox"]), textarea, select';

/** The keys of a findings list: they move focus between the rows' own links and press its own buttons, so nothing works only by key. */
export function ListKeys() {
  const [help, setHelp] = useState(false);
  const triage = useTriage();

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.metaKey || event.ctrlKey || event.altKey || triage?.busy) return;
      const target = event.target;
      if (target instanceof HTMLElement && target.closest(`${fields}, [role="menu"], [role="dialog"]`)) {
        if (event.key === 'Escape' && target.id === 'finding-search') target.blur();
        const beside = target.closest('[role="dialog"]')?.querySelector('[data-finding-panel]');
        if (!beside || target.closest(fields) || event.key === 'Escape') return;
      }
      if (press(event.key)) event.preventDefault();
    }

    function press(key: string): boolean {
      if (key === '/') document.getElementById('finding-search')?.focus();
      else if (key === '?') setHelp(true);
      else if (key === 'j') move(1);
      else if (key === 'k') move(-1);
      else return triage !== null && act(key);
      return true;
    }

    function act(key: string): boolean {
      const row = rowAtHand();
      if (key === 'x' && row) triage?.toggle(rowKey(row));
      else if (key === 'X' && row) triage?.selectTo(rowKey(row));
      else if (key === 'A') triage?.selectEverything();
      else if (key === 'Escape' && triage && triage.selected.size > 0) triage.clear();
      else {
        const action = actionOfKey(key);
        if (action === null) return false;
        triage?.begin(action, row ?? undefined);
      }
      return true;
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [triage]);

  return (
    <KeyHelp
      open={help}
      onClose={() => setHelp(false)}
      acting={triage !== null}
      mending={triage?.mayMend ?? false}
    />
  );
}

const rowsShown = () => [...document.querySelectorAll<HTMLElement>('[data-finding-row]')];
const isOpen = (row: HTMLElement) => row.getAttribute('aria-current') === 'true';

/** The row that has the focus, or lies open beside the list. */
function rowAtHand(): TriageRow | null {
  const active = document.activeElement;
  const rows = rowsShown();
  const row = rows.find((one) => one.closest('tr')?.contains(active)) ?? rows.find(isOpen);
  const { target, fingerprint } = row?.dataset ?? {};
  return target && fingerprint ? { target, fingerprint } : null;
}

function move(step: number) {
  const rows = rowsShown();
  const open = rows.find(isOpen);
  const active = document.activeElement;
  const focused = rows.findIndex((row) => row.closest('tr')?.contains(active));
  const from = focused < 0 ? rows.findIndex(isOpen) : focused;
  const next = from < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, from + step));
  const row = rows[next];
  if (!row) return;
  row.focus();
  row.scrollIntoView({ block: 'nearest' });
  // With the panel open, moving means looking at the next one.
  if (open && open !== row) row.click();
}
