import type { CommitAnchor } from './commit-anchor.ts';

/** One line of the log of an execution. Names in `text` are the scanned server's: hostile. */
export interface ApplyLine {
  readonly kind: 'check' | 'statement' | 'condition' | 'transaction';
  readonly text: string;
  readonly outcome: 'ok' | 'failed';
  /** The server's SQLSTATE where it refused. */
  readonly sqlstate: string | null;
  /** Rows of the answer, where the step was a statement. */
  readonly rows: number | null;
  /** How many warnings the server gave: of a REVOKE that changed nothing it is the only sign, on 16 and later. */
  readonly warnings: number;
  readonly ms: number;
}

/** `stateFingerprint` before and after, read by the session that applies. */
export interface ApplyStates {
  readonly stateBefore: string;
  readonly stateAfter: string;
}

/** The execution is another worker's by now, or over: nothing more may be done for it. */
export class ExecutionLost extends Error {
  override readonly name = 'ExecutionLost';
}

/**
 * Whoever keeps the record. Each is awaited; a throw before COMMIT rolls everything back. `ExecutionLost` says that the claim is
 * gone, any other error that the record could not be written.
 */
export interface ApplyHooks {
  onLine(line: ApplyLine): Promise<void>;
  /**
   * Right before COMMIT: the transaction, durable on the server, that will tell afterwards what became of it; and the state it
   * found and leaves.
   */
  onCommit(anchor: CommitAnchor, states: ApplyStates): Promise<void>;
  /** Right before statement `number` (from 1) of a script that no transaction holds; `files`: `settingsFiles` before the first. */
  onOutside(number: number, files: string | null): Promise<void>;
}
