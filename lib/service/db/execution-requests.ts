import { database, type Transaction } from './client.ts';
import type { Prisma } from './generated/client.ts';

/** Written before anything happens. Throws a duplicate where another one of the target is live. */
export async function insertExecution(
  transaction: Transaction,
  execution: {
    readonly id: string;
    readonly remediationId: string;
    readonly versionId: string;
    readonly targetId: string;
    readonly direction: 'up' | 'down' | 'rehearsal';
    readonly requestedById: string | null;
  },
): Promise<void> {
  await transaction.execution.create({ data: execution, select: { id: true } });
}

/** Executions of the target that are live, or of which nobody knows how they ended. */
export function countUnsettled(transaction: Transaction, targetId: string): Promise<number> {
  return transaction.execution.count({
    where: { targetId, state: { in: ['intent', 'running', 'committing', 'needs-human'] } },
  });
}

/** The run that applied a version: what an undo goes back from. */
export function findApplied(remediationId: string, versionId: string, within: Transaction = database()) {
  return within.execution.findFirst({
    where: { remediationId, versionId, direction: 'up', state: 'done' },
    orderBy: { endedAt: 'desc' },
    select: { id: true, outcome: true, endedAt: true, requestedAt: true },
  });
}

/** Ends the execution that waited for a person, as they found it. Answers which way it was; null where none waits. */
export async function settleExecution(
  transaction: Transaction,
  remediationId: string,
  state: 'done' | 'failed',
  message: string,
): Promise<'up' | 'down' | null> {
  const execution = await transaction.execution.findFirst({
    where: { remediationId, state: 'needs-human', direction: { in: ['up', 'down'] } },
    orderBy: { requestedAt: 'desc' },
    select: { id: true, direction: true },
  });
  if (execution === null) return null;
  await transaction.execution.update({
    where: { id: execution.id },
    data: { state, endedAt: new Date(), errorMessage: message.slice(0, 4000) },
    select: { id: true },
  });
  return execution.direction === 'down' ? 'down' : 'up';
}

/** Who gave credentials for runs of a remediation that have not ended. */
export async function findGivenCredentials(
  remediationId: string,
  within: Transaction,
): Promise<readonly string[]> {
  const rows = await within.executionCredential.findMany({
    where: { execution: { remediationId } },
    select: { registrarId: true },
  });
  return rows.map((row) => row.registrarId);
}

const shownFields = {
  id: true,
  direction: true,
  state: true,
  requestedById: true,
  requestedAt: true,
  startedAt: true,
  endedAt: true,
  xid: true,
  errorCode: true,
  errorMessage: true,
} as const satisfies Prisma.ExecutionSelect;

/** The log after line `after`, at most `mostLines`. */
const linesAfter = (after: number) =>
  ({ lines: { where: { seq: { gt: after } }, orderBy: { seq: 'asc' }, take: mostLines } }) as const;

export const mostLines = 2000;

/** Newest first, with their logs. */
export function findExecutions(remediationId: string, limit: number, after = -1) {
  return database().execution.findMany({
    where: { remediationId },
    orderBy: [{ requestedAt: 'desc' }, { id: 'asc' }],
    take: limit,
    select: { ...shownFields, ...linesAfter(after) },
  });
}

export type ShownExecutionRow = Awaited<ReturnType<typeof findExecutions>>[number];

export function findRehearsals(versionId: string, limit: number) {
  return database().rehearsal.findMany({
    where: { versionId },
    orderBy: { at: 'desc' },
    take: limit,
    include: { version: { select: { number: true } } },
  });
}

export function findHandOffs(remediationId: string) {
  return database().handOff.findMany({ where: { remediationId }, orderBy: { trackedSince: 'desc' } });
}

export function findRemediationEvents(remediationId: string, limit: number) {
  return database().remediationEvent.findMany({
    where: { remediationId },
    orderBy: { seq: 'desc' },
    take: limit,
  });
}
