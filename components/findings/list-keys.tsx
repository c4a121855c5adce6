'use client';

import { useEffect, useState } from 'react';
import { Modal } from '#components/ui/modal.tsx';

const keys = [
  ['j', 'Next finding'],
  ['k', 'Previous finding'],
  ['Enter', 'Open it beside the list'],
  ['Esc', 'Close what is beside the list'],
  ['/', 'Filter by text'],
  ['⌘K or Ctrl K', 'Go anywhere'],
  ['?', 'These keys'],
] as const;

/** The keys of a findings list: they move focus between the rows' own links, so nothing works only by key. */
export function ListKeys() {
  const [help, setHelp] = useState(false);

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.metaKey || event.ctrlKey || event.altKey) return;
      const target = event.target;
      if (
        target instanceof HTMLElement &&
        target.closest('input, textarea, select, [role="menu"], [role="dialog"]')
      ) {
        if (event.key === 'Escape' && target.id === 'finding-search') target.blur();
        const beside = target.closest('[role="dialog"]')?.querySelector('[data-finding-panel]');
        if (!beside || (event.key !== 'j' && event.key !== 'k')) return;
      }
      if (event.key === '/') document.getElementById('finding-search')?.focus();
      else if (event.key === '?') setHelp(true);
      else if (event.key === 'j') move(1);
      else if (event.key === 'k') move(-1);
      else return;
      event.preventDefault();
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);

  return (
    <Modal open={help} onClose={() => setHelp(false)} title="Keys">
      <dl className="grid grid-cols-[auto_1fr] gap-x-5 gap-y-2">
        {keys.map(([key, what]) => (
          <div key={key} className="contents">
            <dt>
              <kbd className="rounded-sm border border-line-strong bg-sunken px-1.5 font-mono text-fine">
                {key}
              </kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}

function move(step: number) {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-finding-row]')];
  const open = document.querySelector('[data-finding-row][aria-current="true"]');
  const focused = rows.findIndex((row) => row.isSameNode(document.activeElement));
  const from = focused < 0 ? rows.findIndex((row) => row.isSameNode(open)) : focused;
  const next = from < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, from + step));
  const row = rows[next];
  if (!row) return;
  row.focus();
  row.scrollIntoView({ block: 'nearest' });
  // With the panel open, moving means looking at the next one.
  if (open && open !== row) row.click();
}
