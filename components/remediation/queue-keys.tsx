'use client';

import { useEffect } from 'react';

/** Where a letter is a letter, or keys mean something else. */
const elsewhere = 'input, textarea, select, [role="menu"], [role="dialog"]';

/** `j` and `k` move between the rows' own links, `Enter` follows the one at hand: nothing works only by key. */
export function QueueKeys() {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.metaKey || event.ctrlKey || event.altKey) return;
      if (event.target instanceof HTMLElement && event.target.closest(elsewhere)) return;
      if (event.key !== 'j' && event.key !== 'k') return;
      const rows = [...document.querySelectorAll<HTMLElement>('[data-queue-row]')];
      const at = rows.findIndex((row) => row.closest('tr')?.contains(document.activeElement));
      const next = at < 0 ? 0 : at + (event.key === 'j' ? 1 : -1);
      const row = rows[Math.min(rows.length - 1, Math.max(0, next))];
      if (!row) return;
      event.preventDefault();
      row.focus();
      row.scrollIntoView({ block: 'nearest' });
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
  return null;
}
