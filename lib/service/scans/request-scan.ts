import { recordEvent } from '../audit/record.ts';
import type { Access } from '../auth/access.ts';
import { inTransaction, isDuplicate } from '../db/client.ts';
import { findOpenScan, insertScan, requestCancel } from '../db/scan-queue.ts';
import { findScan } from '../db/scans.ts';
import { ServiceError } from '../errors.ts';
import { requireTarget } from '../targets/get-target.ts';

/** Queues a scan; while one waits or runs already, that one is answered instead. */
export async function requestScan(
  access: Access<'scan:run'>,
  targetId: string,
): Promise<{ readonly scanId: string; readonly joined: boolean }> {
  access.demand('scan:run');
  const target = await requireTarget(targetId);
  const open = await findOpenScan(targetId);
  if (open !== null) return { scanId: open, joined: true };
  try {
    const scanId = await inTransaction(async (transaction) => {
      const id = await insertScan(transaction, targetId, access.actor.id);
      await recordEvent(transaction, access.actor, 'scan.request', target.name, { scan: id });
      return id;
    });
    return { scanId, joined: false };
  } catch (error) {
    // Somebody else was faster by a moment: the index allows one open scan per target.
    const theirs = isDuplicate(error) ? await findOpenScan(targetId) : null;
    if (theirs !== null) return { scanId: theirs, joined: true };
    throw error;
  }
}

/** Ends a scan that waits, tells one that runs (it ends within two seconds). The last good result stays. */
export async function cancelScan(access: Access<'scan:run'>, scanId: string): Promise<void> {
  access.demand('scan:run');
  const scan = await findScan(scanId);
  if (scan === null) throw new ServiceError('not-found', 'There is no such scan.');
  const target = await requireTarget(scan.targetId);
  await inTransaction(async (transaction) => {
    if ((await requestCancel(transaction, scanId)) === null) {
      throw new ServiceError('conflict', 'This scan is over already.');
    }
    await recordEvent(transaction, access.actor, 'scan.cancel', target.name, { scan: scanId });
  });
}
