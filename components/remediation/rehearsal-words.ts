import { durationWords, lockWords, strongestLock } from './lock-words.ts';

/** What of a rehearsal is said in a line. */
export interface RehearsalLine {
  readonly outcome: 'ok' | 'failed' | 'not-rehearsable';
  readonly reason: string | null;
  readonly locks: readonly { readonly mode: string }[];
  /** Null where it could not be measured. */
  readonly durationMs: number | null;
  /** On the database itself, or on a server made like it. */
  readonly where: 'target' | 'throw-away' | null;
}

/** `ok, 41 ms, no lock above ROW EXCLUSIVE`; `failed: …`. The reason may hold hostile text. */
export function rehearsalWords({ outcome, reason, locks, durationMs, where }: RehearsalLine): string {
  if (outcome !== 'ok')
    return `${outcome === 'failed' ? 'failed' : 'cannot be rehearsed'}${reason ? `: ${reason}` : ''}`;
  const strongest = strongestLock(locks);
  return [
    'ok',
    durationMs === null ? null : durationWords(durationMs),
    where === 'throw-away'
      ? 'on a throw-away server'
      : strongest === null
        ? 'no lock on a table'
        : `no lock above ${lockWords(strongest)}`,
  ]
    .filter((part) => part !== null)
    .join(', ');
}
