import { recordEvent } from '../audit/record.ts';
import type { Access } from '../auth/access.ts';
import { inTransaction } from '../db/client.ts';
import { findReadScan, queueJudgements } from '../db/judgements.ts';
import { findOpenScan } from '../db/scan-queue.ts';
import { ServiceError } from '../errors.ts';
import { requireTarget } from '../targets/get-target.ts';

/**
 * Queues a judgement of what the last scan read, under the policy in force; the server is not asked. While one waits or runs
 * already, that one is answered. Throws `not-found` where no scan has finished yet.
 */
export async function requestJudgement(
  access: Access<'scan:run'>,
  targetId: string,
): Promise<{ readonly scanId: string; readonly joined: boolean }> {
  access.demand('scan:run');
  await requireTarget(targetId);
  if ((await findReadScan(targetId)) === null)
    throw new ServiceError('not-found', 'This database has no finished scan yet: there is nothing to judge.');
  const [made] = await inTransaction(async (transaction) => {
    const queued = await queueJudgements(transaction, targetId, access.actor.id);
    for (const { id, name } of queued)
      await recordEvent(transaction, access.actor, 'judgement.request', name, { scan: id });
    return queued;
  });
  if (made) return { scanId: made.id, joined: false };
  const open = await findOpenScan(targetId, 'judgement');
  if (open === null) throw new ServiceError('conflict', 'A judgement has just ended. Ask again.');
  return { scanId: open, joined: true };
}
