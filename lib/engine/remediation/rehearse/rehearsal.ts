import type { LocatedLine } from '../../analysis/access-difference.ts';

/** A lock the rehearsal held. What a real run holds is shorter: a rehearsal reads and undoes before it lets go. */
export interface RehearsedLock {
  readonly object: string;
  /** As `pg_locks.mode` writes it; the strongest one held. */
  readonly mode: string;
  /** From before the statement that took it until after the rollback, milliseconds. */
  readonly heldMs: number;
}

/** One statement as it went. */
export interface RehearsedStatement {
  readonly direction: 'up' | 'down';
  readonly sql: string;
  readonly ms: number;
  /** Null where the server took it. */
  readonly sqlstate: string | null;
  /** SQLSTATEs of the warnings it gave. */
  readonly warnings: readonly string[];
}

/**
 * What came of trying a plan out where nothing of it stays. Plain JSON; names stand in it as the catalog has them, and no
 * message of the server does.
 */
export interface Rehearsal {
  /** Fingerprints of the findings the plan mends. */
  readonly findings: readonly string[];
  readonly outcome: 'ok' | 'failed' | 'not-rehearsable';
  /** One sentence; null for `ok`. */
  readonly reason: string | null;
  /** On the database itself, or on a throw-away server that was made like it. */
  readonly where: 'target' | 'throw-away' | null;
  /** Fingerprints of findings that were there before and not after, and the other way round; sorted. */
  readonly closes: readonly string[];
  readonly opens: readonly string[];
  readonly loses: readonly LocatedLine[];
  readonly gains: readonly LocatedLine[];
  readonly locks: readonly RehearsedLock[];
  /** Whether all of that, and the state it left, is what was computed beforehand. */
  readonly asPredicted: boolean;
  /** What differed, one sentence each; empty where `asPredicted`. */
  readonly differences: readonly string[];
  /** Whether the undo script led back to the very state; `none` where the plan has none. */
  readonly undo: 'ok' | 'differs' | 'failed' | 'not-tried' | 'none';
  /** What a reader has to know besides: event triggers that fired with it, what could not be looked at. */
  readonly notes: readonly string[];
  readonly statements: readonly RehearsedStatement[];
  readonly durationMs: number;
}

/** A rehearsal of which nothing was done. */
export function notDone(
  findings: readonly string[],
  outcome: 'failed' | 'not-rehearsable',
  reason: string,
): Rehearsal {
  return {
    findings,
    outcome,
    reason,
    where: null,
    closes: [],
    opens: [],
    loses: [],
    gains: [],
    locks: [],
    asPredicted: false,
    differences: [],
    undo: 'not-tried',
    notes: [],
    statements: [],
    durationMs: 0,
  };
}
