import { claimExecution } from '../db/executions.ts';
import { claimScan, recoverOrphans } from '../db/scan-queue.ts';
import { todayUtc } from '../findings/today-utc.ts';
import { logFailure } from '../log-failure.ts';
import { endApprovals, returnUnapproved, startDue } from '../remediation/sweep-remediations.ts';
import { verifyApplied } from '../remediation/verify-applied.ts';
import { endAcceptances } from './end-acceptances.ts';
import { recoverExecutions } from './recover-executions.ts';
import { runExecution } from './run-execution.ts';
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

/** Takes scans and executions from their queues until `stopping`; scans that run then are handed back, executions end. Resolves when nothing of it is left. */
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
  const apply = async () => {
    while (!stopping.aborted) {
      try {
        const claim = await claimExecution();
        if (claim !== null) await runExecution(claim, stopping);
        else await pause(pollMs, stopping);
      } catch (error) {
        logFailure('taking an execution from the queue', error);
        await pause(5 * pollMs, stopping);
      }
    }
  };
  const recover = async () => {
    while (!stopping.aborted) {
      await recoverExecutions().catch((error: unknown) => logFailure('recovering executions', error));
      await verifyApplied().catch((error: unknown) => logFailure('verifying what was applied', error));
      await pause(2000, stopping);
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
      await returnUnapproved().catch((error: unknown) => logFailure('asking approvals anew', error));
      await startDue().catch((error: unknown) => logFailure('beginning scheduled remediations', error));
      await pause(10_000, stopping);
    }
  };
  const beside = [sweep(), endings(), remediations(), apply(), recover()];
  await Promise.all([...beside, ...Array.from({ length: lanes }, lane)]);
}
