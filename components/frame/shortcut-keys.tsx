'use client';

import { useSyncExternalStore } from 'react';

const never = () => () => {};

/** What to press for the palette, as this keyboard calls it: unknown to the server, so that it says the common one first. */
export function ShortcutKeys() {
  const apple = useSyncExternalStore(
    never,
    () => /^(Mac|iP)/.test(navigator.platform),
    () => false,
  );
  return apple ? '⌘K' : 'Ctrl K';
}
