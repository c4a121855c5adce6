import { randomUUID } from 'node:crypto';
import type { CommitAnchor } from '../../engine/remediation/apply/commit-anchor.ts';
import { database, inTransaction, type Transaction } from './client.ts';
import type { Prisma } from './generated/client.ts';

/** How long a worker may be silent before what it runs counts as orphaned. */
export const executionLeaseMs = 15_000;

export type ExecutionDirection = 'up' | 'down' | 'rehearsal';
export type LiveExecutionState = 'running' | 'committing';
export type EndedExecutionState = 'done' | 'failed' | 'rolled-back';

export interface ClaimedExecution {
  readonly id: string;
  readonly remediationId: string;
  readonly versionId: string;
  readonly targetId: string;
  readonly direction: ExecutionDirection;
  readonly leaseToken: string;
}

/** What is known of an execution on the server it runs on, kept before it happens. */
export interface ExecutionMark {
  /** When the point of no return was passed, ISO 8601. */
  readonly at: string;
  /** Of a transaction. */
  readonly anchor: CommitAnchor | null;
  /** The state it leaves, where that is known before it happens: what an undo goes back from. */
  readonly stateAfter: string | null;
  /** Of a script that no transaction holds: the number of the statement about to be sent. */
  readonly outside: number | null;
  /** What the configuration files said before it (`settingsFiles`). */
  readonly files: string | null;
}

/** An execution whose worker fell silent, taken over: the one before is fenced out. */
export interface OrphanedExecution extends ClaimedExecution {
  readonly state: LiveExecutionState;
  readonly mark: ExecutionMark | null;
}

const columns = '"id", "remediationId", "versionId", "targetId", "direction"';

interface ExecutionIdentity {
  readonly id: string;
  readonly remediationId: string;
  readonly versionId: string;
  readonly targetId: string;
  readonly direction: ExecutionDirection;
}

const until = (now: Date, ms = executionLeaseMs) => new Date(now.getTime() + ms);

/** What decides about a commit elsewhere has to be on disk here first, whatever this server's default is. */
function durably(transaction: Transaction): Promise<number> {
  return transaction.$executeRaw`SET LOCAL synchronous_commit = on`;
}

/** Takes the oldest intent; two workers never take the same one, and nothing goes back to being one. */
export function claimExecution(now: Date = new Date()): Promise<ClaimedExecution | null> {
  return inTransaction(async (transaction) => {
    const [row] = await transaction.$queryRawUnsafe<ExecutionIdentity[]>(
      `SELECT ${columns} FROM "Execution" WHERE "state" = 'intent' ORDER BY "requestedAt", "id" LIMIT 1 FOR UPDATE SKIP LOCKED`,
    );
    if (!row) return null;
    await durably(transaction);
    const leaseToken = randomUUID();
    await transaction.execution.update({
      where: { id: row.id },
      data: { state: 'running', startedAt: now, leaseToken, leaseUntil: until(now), fence: { increment: 1 } },
    });
    return { ...row, leaseToken };
  });
}

/** `lost`: it is somebody else's now, or over; write nothing more. */
export async function renewExecutionLease(
  { id, leaseToken }: ClaimedExecution,
  now: Date = new Date(),
): Promise<'going' | 'cancel' | 'lost'> {
  const [row] = await database().$queryRaw<{ cancelRequested: boolean }[]>`
    UPDATE "Execution" SET "leaseUntil" = ${until(now)}
    WHERE "id" = ${id} AND "state" IN ('running', 'committing') AND "leaseToken" = ${leaseToken}
    RETURNING "cancelRequested"`;
  if (!row) return 'lost';
  return row.cancelRequested ? 'cancel' : 'going';
}

/**
 * The point of no return: whoever holds the execution says so, in one statement with the proof that it still does. False: it was
 * taken over, ended or cancelled, and nothing may be committed for it.
 */
export async function markExecution(
  transaction: Transaction,
  { id, leaseToken }: ClaimedExecution,
  mark: ExecutionMark,
): Promise<boolean> {
  await durably(transaction);
  const { anchor } = mark;
  const marked = await transaction.execution.updateMany({
    where: {
      id,
      leaseToken,
      cancelRequested: false,
      // Statements outside of a transaction follow each other; a transaction has one point.
      state: anchor === null ? { in: ['running', 'committing'] } : 'running',
    },
    data: {
      state: 'committing',
      outcome: json(mark),
      ...(anchor === null ? {} : { xid: anchor.xid, systemIdentifier: anchor.systemIdentifier }),
    },
  });
  return marked.count === 1;
}

/**
 * Ends it; false where the claim was lost. A credential given for it alone goes with it: by a trigger where it ended, and here where
 * a person has to look, since nothing asks the server by it any more.
 */
export async function endExecution(
  transaction: Transaction,
  { id, leaseToken }: ClaimedExecution,
  end: {
    readonly state: EndedExecutionState | 'needs-human';
    readonly code: string | null;
    readonly message: string | null;
    readonly outcome: object;
  },
): Promise<boolean> {
  const ended = await transaction.execution.updateMany({
    where: { id, leaseToken, state: { in: ['running', 'committing'] } },
    data: {
      state: end.state,
      endedAt: end.state === 'needs-human' ? null : new Date(),
      leaseUntil: null,
      errorCode: end.code,
      errorMessage: end.message,
      outcome: json(end.outcome),
    },
  });
  if (ended.count !== 1) return false;
  if (end.state === 'needs-human')
    await transaction.executionCredential.deleteMany({ where: { executionId: id } });
  return true;
}

/** Executions whose worker fell silent, each taken over with a higher fence; two sweeps never take the same one. */
export async function takeOverExecutions(now: Date = new Date()): Promise<readonly OrphanedExecution[]> {
  return inTransaction(async (transaction) => {
    const rows = await transaction.$queryRawUnsafe<
      (ExecutionIdentity & { state: LiveExecutionState; outcome: ExecutionMark | null })[]
    >(
      `SELECT ${columns}, "state", "outcome" FROM "Execution"
       WHERE "state" IN ('running', 'committing') AND "leaseUntil" < $1::timestamptz AT TIME ZONE 'UTC'
       ORDER BY "requestedAt" FOR UPDATE SKIP LOCKED`,
      now.toISOString(),
    );
    const taken: OrphanedExecution[] = [];
    for (const { outcome, ...row } of rows) {
      const leaseToken = randomUUID();
      await transaction.execution.update({
        where: { id: row.id },
        data: { leaseToken, leaseUntil: until(now), fence: { increment: 1 } },
      });
      taken.push({ ...row, leaseToken, mark: outcome });
    }
    return taken;
  });
}

/** Lets it be looked at again after `ms`; used where the server has no answer yet. */
export async function postponeExecution({ id, leaseToken }: ClaimedExecution, ms: number): Promise<void> {
  await database().execution.updateMany({
    where: { id, leaseToken, state: { in: ['running', 'committing'] } },
    data: { leaseUntil: until(new Date(), ms) },
  });
}

/** Plain data, as Prisma wants to see it typed. */
function json(value: object): Prisma.InputJsonValue {
  return value as Prisma.InputJsonValue;
}
