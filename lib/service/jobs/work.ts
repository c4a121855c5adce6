import { claimScan, recoverOrphans } from '../db/scan-queue.ts';
import { todayUtc } from '../findings/today-utc.ts';
import { logFailure } from '../log-failure.ts';
import { endApprovals, startDue } from '../remediation/sweep-remediations.ts';
import { endAcceptances } from './end-acceptances.ts';
import { runScan } from './run-scan.ts';

const pollMs = 500;
/** Databases scanned at the same time by one worker. */
const lanes = 2;

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(finish, ms);
    function finish() {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    }
    signal.addEventListener('abort', finish, { once: true });
  });
}

/** Takes scans from the queue until `stopping`; scans that run then are handed back. Resolves when nothing of it is left. */
export async function work(stopping: AbortSignal): Promise<void> {
  const lane = async () => {
    while (!stopping.aborted) {
      try {
        const claim = await claimScan();
        if (claim !== null) await runScan(claim, stopping);
        else await pause(pollMs, stopping);
      } catch (error) {
        logFailure('taking a scan from the queue', error);
        await pause(5 * pollMs, stopping);
      }
    }
  };
  const sweep = async () => {
    while (!stopping.aborted) {
      await recoverOrphans().catch((error: unknown) => logFailure('looking for orphaned scans', error));
      await pause(5000, stopping);
    }
  };
  const endings = async () => {
    while (!stopping.aborted) {
      await endAcceptances(todayUtc()).catch((error: unknown) => logFailure('ending acceptances', error));
      await pause(60_000, stopping);
    }
  };
  const remediations = async () => {
    while (!stopping.aborted) {
      await endApprovals().catch((error: unknown) => logFailure('ending approvals', error));
      await startDue().catch((error: unknown) => logFailure('beginning scheduled remediations', error));
      await pause(10_000, stopping);
    }
  };
  await Promise.all([sweep(), endings(), remediations(), ...Array.from({ length: lanes }, lane)]);
}
