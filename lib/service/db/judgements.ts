import { database, type Transaction } from './client.ts';
import type { ClaimedScan } from './scan-queue.ts';

/**
 * Queues a judgement for a database, or (null) for every registered one: of those that have a snapshot, and where none waits or
 * runs already. A running one sees for itself, at its end, that the policy has moved on.
 */
export async function queueJudgements(
  transaction: Transaction,
  targetId: string | null,
  requestedById: string | null,
): Promise<readonly { readonly id: string; readonly targetId: string; readonly name: string }[]> {
  const queued = await transaction.$queryRaw<{ id: string; targetId: string; name: string }[]>`
    WITH made AS (
      INSERT INTO "Scan" ("id", "targetId", "kind", "requestedById", "databases")
      SELECT gen_random_uuid()::text, target."id", 'judgement', ${requestedById}, '{}'
      FROM "Target" target
      WHERE target."archivedAt" IS NULL AND (${targetId}::text IS NULL OR target."id" = ${targetId})
        AND EXISTS (SELECT FROM "Scan" past WHERE past."targetId" = target."id" AND past."state" = 'done'
          AND past."kind" = 'read' AND past."snapshot" IS NOT NULL)
      ON CONFLICT DO NOTHING
      RETURNING "id", "targetId"
    )
    SELECT made."id", made."targetId", target."name" FROM made JOIN "Target" target ON target."id" = made."targetId"
    ORDER BY target."name"`;
  for (const { id } of queued) await transaction.$executeRaw`SELECT pg_notify('postern_scan', ${id})`;
  return queued;
}

/** The newest scan of a database that read its server and whose snapshot is kept. */
export async function findReadScan(
  targetId: string,
  transaction: Transaction = database(),
): Promise<string | null> {
  const read = await transaction.scan.findFirst({
    where: { targetId, kind: 'read', state: 'done', snapshot: { not: null } },
    orderBy: [{ finishedAt: 'desc' }, { requestedAt: 'desc' }],
    select: { id: true },
  });
  return read?.id ?? null;
}

/** Which snapshot a claimed judgement judges. */
export async function setReadScan(claim: ClaimedScan, readScanId: string): Promise<void> {
  await database().scan.updateMany({
    where: { id: claim.id, state: 'running', leaseToken: claim.leaseToken },
    data: { readScanId },
  });
}
