import { type ClaimedScan, renewLease } from '../db/scan-queue.ts';
import { logFailure } from '../log-failure.ts';
import type { ThreadProgress } from './thread-message.ts';

/** How often progress is written and a cancel is heard. */
const pulseMs = 400;

/** What a running scan shares with those who watch it. */
export interface Pulse {
  readonly signal: AbortSignal;
  readonly state: { progress: ThreadProgress; verdict: 'going' | 'cancel' | 'lost' };
  stop(): Promise<void>;
}

/** Renews the lease while the scan runs; aborts it on a cancel, and when the scan is not ours any more. */
export function startPulse(claim: ClaimedScan, stopping: AbortSignal): Pulse {
  const own = new AbortController();
  const state: Pulse['state'] = { progress: { stage: 'Starting', done: 0, total: 0 }, verdict: 'going' };
  let beating = Promise.resolve();
  const beat = async () => {
    try {
      const verdict = await renewLease(claim, state.progress);
      if (verdict === 'going') return;
      state.verdict = verdict;
      own.abort();
    } catch (error) {
      // Our own database is away for a moment: the lease decides, not one missed pulse.
      logFailure('renewing a lease', error);
    }
  };
  const timer = setInterval(() => {
    beating = beating.then(beat);
  }, pulseMs);
  return {
    signal: AbortSignal.any([own.signal, stopping]),
    state,
    stop: async () => {
      clearInterval(timer);
      await beating;
    },
  };
}
