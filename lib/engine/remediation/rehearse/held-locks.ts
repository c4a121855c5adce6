import { lockModes, type OwnLock } from '../../inventory/own-locks.ts';
import { compareText } from '../../model/compare-text.ts';
import type { RehearsedLock } from './rehearsal.ts';

/** Collects what a transaction locks, and since when. */
export interface HeldLocks {
  /** What is held now; what is new was taken by the statement that began at `since` (milliseconds). */
  seen(locks: readonly OwnLock[], since: number): void;
  /** Everything seen, sorted by object, as held until `at` (milliseconds). */
  releasedAt(at: number): readonly RehearsedLock[];
}

export function heldLocks(): HeldLocks {
  const held = new Map<string, { mode: string; readonly since: number }>();
  return {
    seen: (locks, since) => {
      for (const { object, mode } of locks) {
        const known = held.get(object);
        if (known === undefined) held.set(object, { mode, since });
        else if (lockModes.indexOf(known.mode) < lockModes.indexOf(mode)) known.mode = mode;
      }
    },
    releasedAt: (at) =>
      [...held]
        .sort(([a], [b]) => compareText(a, b))
        .map(([object, { mode, since }]) => ({ object, mode, heldMs: Math.max(0, Math.round(at - since)) })),
  };
}
