import type { SessionOptions } from '../../connect/connected-client.ts';
import type { WriteLimits } from '../../connect/write-session.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { StartThrowAway } from './throw-away.ts';

export interface RehearseOptions extends SessionOptions {
  /** The snapshot the plan was made on. */
  readonly inventory: Inventory;
  readonly limits?: WriteLimits;
  /** How long a rehearsal may hold locks that keep others from reading or writing before it gives up, milliseconds; default 10 seconds. */
  readonly holdMs?: number;
  readonly now: () => Date;
  /** How to get a throw-away server, for what refuses a transaction; without it that is not rehearsed. */
  readonly startThrowAway?: StartThrowAway;
}
