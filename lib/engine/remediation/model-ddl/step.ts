import type { Change } from '../../model/change.ts';
import type { PlannedStatement } from '../plan.ts';

/**
 * One change of the model with the statements that make and unmake it, rendered on the state which the steps before it leave:
 * what a REVOKE takes along depends on what an earlier one already took.
 */
export interface Step {
  readonly change: Change;
  /** What the policy says that asks for it, with the place where it says so. */
  readonly why: string;
  readonly up: readonly PlannedStatement[];
  readonly down: readonly PlannedStatement[];
  /** A later step of the same plan ends its effect: a right lent for some statements alone. */
  readonly passing?: true;
}
