import { database } from './client.ts';
import type { Prisma } from './generated/client.ts';

const listedFields = {
  target: { select: { id: true, name: true } },
  author: { select: { id: true, name: true } },
  currentVersion: {
    select: { id: true, editorId: true, _count: { select: { findings: true } } },
  },
  versions: { select: { editorId: true } },
  approvals: {
    where: { voidedAt: null },
    select: {
      versionId: true,
      approverId: true,
      expiresAt: true,
      approver: { select: { role: true, disabledAt: true } },
    },
  },
} as const satisfies Prisma.RemediationInclude;

export type QueuedRow = Prisma.RemediationGetPayload<{ include: typeof listedFields }>;

export interface QueueWhere {
  readonly states?: readonly string[];
  readonly targetId?: string | null;
  readonly severity?: readonly string[];
  readonly personId?: string | null;
  readonly database?: string | null;
}

function whereOf(query: QueueWhere): Prisma.RemediationWhereInput {
  const { states, targetId, severity = [], personId, database: name } = query;
  return {
    target: { archivedAt: null },
    ...(states === undefined ? {} : { state: { in: [...states] } }),
    ...(targetId ? { targetId } : {}),
    ...(severity.length > 0 ? { severity: { in: [...severity] } } : {}),
    ...(name ? { database: name } : {}),
    ...(personId
      ? {
          OR: [
            { authorId: personId },
            { submittedById: personId },
            { versions: { some: { editorId: personId } } },
            { approvals: { some: { approverId: personId } } },
          ],
        }
      : {}),
  };
}

/** Worst and oldest first. */
export function findQueue(query: QueueWhere, skip: number, take: number): Promise<QueuedRow[]> {
  return database().remediation.findMany({
    where: whereOf(query),
    include: listedFields,
    orderBy: [{ severityRank: 'asc' }, { stateAt: 'asc' }, { id: 'asc' }],
    skip,
    take,
  });
}

/** How many are in each state, of those the rest of the query leaves. */
export async function countByState(query: QueueWhere): Promise<ReadonlyMap<string, number>> {
  const rows = await database().remediation.groupBy({
    by: ['state'],
    where: whereOf(query),
    _count: { _all: true },
  });
  return new Map(rows.map((row) => [row.state, row._count._all]));
}

/** Who wrote or decided about any, for the filter. */
export async function findInvolvedPeople(): Promise<
  readonly { readonly id: string; readonly name: string }[]
> {
  return database().person.findMany({
    where: { OR: [{ authored: { some: {} } }, { edited: { some: {} } }, { approvals: { some: {} } }] },
    select: { id: true, name: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  });
}
