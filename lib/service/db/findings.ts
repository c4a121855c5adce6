import type { FindingQuery } from '../findings/finding-query.ts';
import { type ShownState, shownStates } from '../findings/finding-state.ts';
import { database } from './client.ts';
import { type FindingScope, findingOrder, findingWhere, stateWhere } from './finding-where.ts';
import type { Prisma } from './generated/client.ts';

export const listedFields = {
  id: true,
  targetId: true,
  fingerprint: true,
  control: true,
  area: true,
  severity: true,
  title: true,
  objectKind: true,
  objectText: true,
  database: true,
  threats: true,
  remediation: true,
  state: true,
  accepted: true,
  acceptedUntil: true,
  baseline: true,
  firstSeenAt: true,
  lastSeenAt: true,
  lastScanId: true,
  appearedScanId: true,
  dueOn: true,
  assignee: { select: { id: true, name: true } },
  requests: { where: { request: { state: 'requested' } }, select: { request: { select: { kind: true } } } },
} as const satisfies Prisma.FindingRecordSelect;

export type ListedRecord = Prisma.FindingRecordGetPayload<{ select: typeof listedFields }>;

/** One page, the last one where the query asks for a later. */
export async function readFindingPage(scope: FindingScope, query: FindingQuery) {
  const where = findingWhere(scope, query);
  const total = await database().findingRecord.count({ where });
  const pages = Math.max(1, Math.ceil(total / query.size));
  const page = Math.min(query.page, pages);
  const rows = await database().findingRecord.findMany({
    where,
    orderBy: findingOrder(query),
    skip: (page - 1) * query.size,
    take: query.size,
    select: listedFields,
  });
  return { total, page, pages, rows };
}

/** How many rows each value of a filter would leave, the filter itself not counted. */
export async function countBy(
  scope: FindingScope,
  query: FindingQuery,
  filter: 'severity' | 'area' | 'control' | 'database',
): Promise<ReadonlyMap<string | null, number>> {
  const rows = await database().findingRecord.groupBy({
    by: [filter],
    where: findingWhere(scope, query, filter),
    _count: { _all: true },
  });
  return new Map(rows.map((row) => [row[filter], row._count._all]));
}

export async function countByState(
  scope: FindingScope,
  query: FindingQuery,
): Promise<readonly { readonly value: ShownState; readonly count: number }[]> {
  const where = findingWhere(scope, query, 'state');
  return Promise.all(
    shownStates.map(async (value) => ({
      value,
      count: await database().findingRecord.count({ where: { AND: [where, stateWhere(value, scope)] } }),
    })),
  );
}

/** By person; null is nobody. */
export async function countByAssignee(
  scope: FindingScope,
  query: FindingQuery,
): Promise<ReadonlyMap<string | null, number>> {
  const rows = await database().findingRecord.groupBy({
    by: ['assigneeId'],
    where: findingWhere(scope, query, 'assignee'),
    _count: { _all: true },
  });
  return new Map(rows.map((row) => [row.assigneeId, row._count._all]));
}

export function countFindings(scope: FindingScope, query: FindingQuery): Promise<number> {
  return database().findingRecord.count({ where: findingWhere(scope, query) });
}

/** The row of one scan: with references and the whole remediation. */
export function findFindingRow(scanId: string, fingerprint: string) {
  return database().findingRow.findUnique({ where: { scanId_fingerprint: { scanId, fingerprint } } });
}

/** The finding over all scans, with how it last looked. */
export function findFindingRecord(targetId: string, fingerprint: string) {
  return database().findingRecord.findUnique({
    where: { targetId_fingerprint: { targetId, fingerprint } },
    select: { ...listedFields, object: true, evidence: true, falsePositiveRequestId: true, stateAt: true },
  });
}

const rowsAtOnce = 2000;

/**
 * All that the query leaves, in its order, at most `limit`: what "export exactly this" and "all in the filter" mean. Some rows at
 * a time: of a hundred thousand at once, what the driver and Prisma make of them on the way is many times what is kept.
 */
export async function findAllInFilter(scope: FindingScope, query: FindingQuery, limit: number) {
  const ids = await database().findingRecord.findMany({
    where: findingWhere(scope, query),
    orderBy: findingOrder(query),
    take: limit,
    select: { id: true },
  });
  const found = [];
  for (let from = 0; from < ids.length; from += rowsAtOnce) {
    const some = ids.slice(from, from + rowsAtOnce).map(({ id }) => id);
    const rows = await database().findingRecord.findMany({
      where: { id: { in: some } },
      select: { ...listedFields, object: true, evidence: true, evidenceDigest: true },
    });
    const byId = new Map(rows.map((row) => [row.id, row]));
    found.push(...some.flatMap((id) => byId.get(id) ?? []));
  }
  return found;
}
