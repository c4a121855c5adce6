import type { RequestKind } from '../findings/request-kind.ts';
import { database, type Transaction } from './client.ts';
import type { Prisma } from './generated/client.ts';

export interface NewRequest {
  readonly targetId: string;
  readonly kind: RequestKind;
  readonly scope: 'object' | 'control';
  readonly reason: string;
  readonly compensatingControl: string | null;
  readonly until: string | null;
  readonly requestedById: string;
  readonly items: readonly { readonly recordId: string; readonly evidenceDigest: string }[];
}

export async function insertRequest(
  transaction: Transaction,
  { items, ...request }: NewRequest,
): Promise<string> {
  const { id } = await transaction.findingRequest.create({ data: request, select: { id: true } });
  await transaction.findingRequestItem.createMany({
    data: items.map((item) => ({ ...item, requestId: id })),
  });
  return id;
}

const listed = {
  id: true,
  targetId: true,
  kind: true,
  scope: true,
  reason: true,
  compensatingControl: true,
  until: true,
  requestedById: true,
  requestedAt: true,
  state: true,
  decidedById: true,
  decidedAt: true,
  decision: true,
  policyVersion: true,
  target: { select: { name: true, archivedAt: true } },
  requestedBy: { select: { name: true, email: true } },
  decidedBy: { select: { name: true } },
  _count: { select: { items: true } },
} as const satisfies Prisma.FindingRequestSelect;

export type RequestRow = Prisma.FindingRequestGetPayload<{ select: typeof listed }>;

/** Held until the transaction ends, so that two people cannot decide it at the same moment. Null when there is none. */
export async function lockRequest(transaction: Transaction, id: string) {
  await transaction.$queryRaw`SELECT 1 AS locked FROM "FindingRequest" WHERE "id" = ${id} FOR UPDATE`;
  return transaction.findingRequest.findUnique({
    where: { id },
    select: { ...listed, items: { select: { recordId: true, evidenceDigest: true } } },
  });
}

export type LockedRequest = NonNullable<Awaited<ReturnType<typeof lockRequest>>>;

/** Writes a decision. The database refuses one by the wrong person, and a second one. */
export async function decideRequest(
  transaction: Transaction,
  id: string,
  decided: {
    readonly state: 'approved' | 'rejected' | 'withdrawn';
    readonly decidedById: string;
    readonly decision: string;
    readonly policyVersion?: number;
  },
): Promise<void> {
  await transaction.findingRequest.update({ where: { id }, data: { ...decided, decidedAt: new Date() } });
}

/** Of registered databases. `open`: not decided, oldest first; else decided, newest first. */
export function findRequests(open: boolean, limit: number): Promise<RequestRow[]> {
  return database().findingRequest.findMany({
    where: { state: open ? 'requested' : { not: 'requested' }, target: { archivedAt: null } },
    orderBy: open ? [{ requestedAt: 'asc' }, { id: 'asc' }] : [{ decidedAt: 'desc' }, { id: 'asc' }],
    take: limit,
    select: listed,
  });
}

/** Everything that was ever asked about a finding, newest first. */
export function findRequestsOf(recordId: string): Promise<RequestRow[]> {
  return database().findingRequest.findMany({
    where: { items: { some: { recordId } } },
    orderBy: [{ requestedAt: 'desc' }, { id: 'asc' }],
    take: 50,
    select: listed,
  });
}

const itemFields = {
  requestId: true,
  evidenceDigest: true,
  record: {
    select: {
      fingerprint: true,
      control: true,
      severity: true,
      title: true,
      evidenceDigest: true,
      state: true,
    },
  },
} as const satisfies Prisma.FindingRequestItemSelect;

/** The first `limit` findings of each request, worst first. */
export async function findRequestItems(requestIds: readonly string[], limit: number) {
  const all = await Promise.all(
    requestIds.map((requestId) =>
      database().findingRequestItem.findMany({
        where: { requestId },
        orderBy: [{ record: { severityRank: 'asc' } }, { recordId: 'asc' }],
        take: limit,
        select: itemFields,
      }),
    ),
  );
  return all.flat();
}

/** How many wait for somebody else than `personId`, and how many of that person's own wait for others. */
export async function countWaitingRequests(
  personId: string,
): Promise<{ readonly toDecide: number; readonly own: number }> {
  const open = { state: 'requested', target: { archivedAt: null } };
  const [toDecide, own] = await Promise.all([
    database().findingRequest.count({ where: { ...open, requestedById: { not: personId } } }),
    database().findingRequest.count({ where: { ...open, requestedById: personId } }),
  ]);
  return { toDecide, own };
}
