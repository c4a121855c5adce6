import type { Change } from '../../model/change.ts';
import type { Condition, Plan, PlannedStatement } from '../plan.ts';

/** What was approved to run, and on what alone it may run: nothing in it is looked up again. */
export interface ApprovedScript {
  readonly kind: Plan['kind'];
  readonly direction: 'up' | 'down';
  readonly systemIdentifier: string;
  readonly database: string;
  /** The execution role: whom the session must be. */
  readonly role: string;
  /** The role that scans: never whom a script runs as. */
  readonly scanRole: string;
  readonly major: number;
  /** The changes whose objects the state covers; of an undo those of its `up`. */
  readonly changes: readonly Change[];
  /** As the plan has it: null for changes to the whole cluster. */
  readonly planDatabase: string | null;
  readonly statements: readonly PlannedStatement[];
  readonly preconditions: readonly Condition[];
  readonly postconditions: readonly Condition[];
  /** `stateFingerprint` of the state it was planned on; the server must still be in it. */
  readonly stateBefore: string;
  /** The state it must leave, where that is known: an undo leaves what `up` found. */
  readonly stateAfter: string | null;
  /** `eventTriggersDigest` at approval. */
  readonly eventTriggers: string;
}
