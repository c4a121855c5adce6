import { randomUUID } from 'node:crypto';
import type { ScanKind } from '../scans/scan-overview.ts';
import { database, inTransaction, type Transaction } from './client.ts';

/** How long a worker may be silent before its scan counts as orphaned. */
export const leaseMs = 15_000;

/** How often an orphaned scan is tried again before it fails. */
const attemptLimit = 2;

export async function insertScan(
  transaction: Transaction,
  targetId: string,
  requestedById: string | null,
): Promise<string> {
  const made = await transaction.scan.create({ data: { targetId, requestedById }, select: { id: true } });
  await transaction.$executeRaw`SELECT pg_notify('postern_scan', ${made.id})`;
  return made.id;
}

/** The scan (or the judgement) of a target that waits or runs; there is at most one of each. */
export async function findOpenScan(targetId: string, kind: ScanKind = 'read'): Promise<string | null> {
  const open = await database().scan.findFirst({
    where: { targetId, kind, state: { in: ['queued', 'running'] } },
    select: { id: true },
  });
  return open?.id ?? null;
}

export interface ClaimedScan {
  readonly id: string;
  readonly targetId: string;
  readonly kind: ScanKind;
  readonly leaseToken: string;
}

/** Takes the oldest queued scan; two workers never take the same one. Null when nothing waits. */
export async function claimScan(now: Date = new Date()): Promise<ClaimedScan | null> {
  return inTransaction(async (transaction) => {
    const [row] = await transaction.$queryRaw<{ id: string; targetId: string; kind: ScanKind }[]>`
      SELECT "id", "targetId", "kind" FROM "Scan" WHERE "state" = 'queued'
      ORDER BY "requestedAt", "id" LIMIT 1 FOR UPDATE SKIP LOCKED`;
    if (!row) return null;
    const leaseToken = randomUUID();
    await transaction.scan.update({
      where: { id: row.id },
      data: {
        state: 'running',
        startedAt: now,
        leaseToken,
        leaseUntil: new Date(now.getTime() + leaseMs),
        attempts: { increment: 1 },
        stage: 'Starting',
      },
    });
    return { ...row, leaseToken };
  });
}

/** Renews the lease and writes how far it is. `lost`: the scan is somebody else's now, or over; write nothing more. */
export async function renewLease(
  claim: ClaimedScan,
  progress: { readonly stage: string; readonly done: number; readonly total: number },
  now: Date = new Date(),
): Promise<'going' | 'cancel' | 'lost'> {
  const rows = await database().$queryRaw<{ cancelRequested: boolean }[]>`
    UPDATE "Scan" SET "leaseUntil" = ${new Date(now.getTime() + leaseMs)}, "stage" = ${progress.stage},
      "progressDone" = ${progress.done}, "progressTotal" = ${progress.total}
    WHERE "id" = ${claim.id} AND "state" = 'running' AND "leaseToken" = ${claim.leaseToken}
    RETURNING "cancelRequested"`;
  const [row] = rows;
  if (!row) return 'lost';
  return row.cancelRequested ? 'cancel' : 'going';
}

/** Ends a claimed scan without a result; false when the claim was lost. */
export async function endScan(
  transaction: Transaction,
  claim: ClaimedScan,
  end:
    | { readonly state: 'failed'; readonly code: string; readonly message: string }
    | { readonly state: 'cancelled' },
): Promise<boolean> {
  const ended = await transaction.scan.updateMany({
    where: { id: claim.id, state: 'running', leaseToken: claim.leaseToken },
    data: {
      state: end.state,
      finishedAt: new Date(),
      leaseUntil: null,
      ...(end.state === 'failed' ? { errorCode: end.code, errorMessage: end.message } : {}),
    },
  });
  return ended.count > 0;
}

/** Scans whose worker died: back into the queue once, then failed; cancelled where that was asked. Answers how many. */
export async function recoverOrphans(
  now: Date = new Date(),
): Promise<{ readonly requeued: number; readonly failed: number }> {
  const dead = { state: 'running', leaseUntil: { lt: now } } as const;
  await database().scan.updateMany({
    where: { ...dead, cancelRequested: true },
    data: { state: 'cancelled', finishedAt: now, leaseUntil: null },
  });
  const failed = await database().scan.updateMany({
    where: { ...dead, attempts: { gte: attemptLimit } },
    data: {
      state: 'failed',
      finishedAt: now,
      leaseUntil: null,
      errorCode: 'worker-lost',
      errorMessage: 'The worker ended before the scan did, twice.',
    },
  });
  const requeued = await database().scan.updateMany({
    where: dead,
    data: {
      state: 'queued',
      leaseUntil: null,
      leaseToken: null,
      startedAt: null,
      stage: '',
      progressDone: 0,
    },
  });
  return { requeued: requeued.count, failed: failed.count };
}

/** Hands running scans back at once when a worker stops in good order: they do not have to wait for their lease. */
export async function releaseScan(claim: ClaimedScan): Promise<void> {
  await database().scan.updateMany({
    where: { id: claim.id, state: 'running', leaseToken: claim.leaseToken },
    data: {
      state: 'queued',
      leaseUntil: null,
      leaseToken: null,
      startedAt: null,
      stage: '',
      progressDone: 0,
      attempts: { decrement: 1 },
    },
  });
}

/** A queued scan ends at once; a running one is told, and its worker ends it. Answers what became of it; null: it was over. */
export async function requestCancel(
  transaction: Transaction,
  id: string,
): Promise<'cancelled' | 'told' | null> {
  const ended = await transaction.scan.updateMany({
    where: { id, state: 'queued' },
    data: { state: 'cancelled', cancelRequested: true, finishedAt: new Date() },
  });
  if (ended.count > 0) return 'cancelled';
  const told = await transaction.scan.updateMany({
    where: { id, state: 'running' },
    data: { cancelRequested: true },
  });
  return told.count > 0 ? 'told' : null;
}

export async function cancelOpenScans(transaction: Transaction, targetId: string): Promise<void> {
  const open = await transaction.scan.findMany({
    where: { targetId, state: { in: ['queued', 'running'] } },
    select: { id: true },
  });
  for (const { id } of open) await requestCancel(transaction, id);
}
