import { database, type Transaction } from './client.ts';

/** States in which an approval still leads to something. */
const open = ['submitted', 'approved', 'scheduled', 'applying', 'failed'];

/** How many live approvals of changes to a target are this person's. */
export function findLiveApprovalsBy(
  transaction: Transaction,
  personId: string,
  targetId: string,
): Promise<number> {
  return transaction.approval.count({
    where: {
      approverId: personId,
      voidedAt: null,
      expiresAt: { gt: new Date() },
      remediation: { targetId, state: { in: open } },
    },
  });
}

/** Ends every live approval of changes to a target that still leads to something, with a word. Answers how many. */
export async function voidApprovalsFor(
  transaction: Transaction,
  targetId: string,
  why: string,
): Promise<number> {
  const voided = await transaction.approval.updateMany({
    where: { voidedAt: null, remediation: { targetId, state: { in: open } } },
    data: { voidedAt: new Date(), voidedWhy: why },
  });
  return voided.count;
}

/** Remediations whose approvals, or whose submission, have ended by `now`. */
export async function findEnded(now: Date, submittedBefore: Date): Promise<readonly string[]> {
  const rows = await database().remediation.findMany({
    where: {
      OR: [
        {
          state: { in: ['submitted', 'approved', 'scheduled', 'failed'] },
          approvals: { some: { voidedAt: null, expiresAt: { lte: now } } },
        },
        { state: { in: ['submitted', 'approved', 'scheduled'] }, submittedAt: { lte: submittedBefore } },
      ],
    },
    select: { id: true },
    orderBy: { stateAt: 'asc' },
    take: 200,
  });
  return rows.map((row) => row.id);
}

/** Remediations that count as approved, oldest first. */
export async function findApprovedIds(): Promise<readonly string[]> {
  const rows = await database().remediation.findMany({
    where: { state: { in: ['approved', 'scheduled', 'failed'] }, target: { archivedAt: null } },
    select: { id: true },
    orderBy: { stateAt: 'asc' },
    take: 500,
  });
  return rows.map((row) => row.id);
}

/** Remediations that were to begin by `now`, earliest first. */
export async function findDue(now: Date): Promise<readonly string[]> {
  const rows = await database().remediation.findMany({
    where: { state: 'scheduled', scheduledFor: { lte: now }, target: { archivedAt: null } },
    select: { id: true },
    orderBy: { scheduledFor: 'asc' },
    take: 100,
  });
  return rows.map((row) => row.id);
}
