import { type ClaimedExecution, renewExecutionLease } from '../db/executions.ts';
import { logFailure } from '../log-failure.ts';

/** How often the lease is renewed and a cancel is heard, milliseconds. */
const pulseMs = 1000;

/** Renews the lease while an execution runs; aborts it on a cancel, when this worker stops, and when it is not ours any more. */
export function startExecutionPulse(
  claim: ClaimedExecution,
  stopping: AbortSignal,
): { readonly signal: AbortSignal; stop(): Promise<void> } {
  const own = new AbortController();
  let beating = Promise.resolve();
  const beat = async () => {
    try {
      if ((await renewExecutionLease(claim)) !== 'going') own.abort();
    } catch (error) {
      // Our own database is away for a moment: the lease decides, not one missed pulse.
      logFailure('renewing the lease of an execution', error);
    }
  };
  const timer = setInterval(() => {
    beating = beating.then(beat);
  }, pulseMs);
  return {
    signal: AbortSignal.any([own.signal, stopping]),
    stop: async () => {
      clearInterval(timer);
      await beating;
    },
  };
}
