import type { FindingQuery } from '../findings/finding-query.ts';
import { database } from './client.ts';
import { findingOrder, findingWhere } from './findings.ts';
import type { Prisma } from './generated/client.ts';

type Filter = Parameters<typeof findingWhere>[2];

/** The rows of several scans that the query asks for: the list of one scan, over many. */
function whereIn(
  scanIds: readonly string[],
  query: FindingQuery,
  except?: Filter,
): Prisma.FindingRowWhereInput {
  return { ...findingWhere('', query, except), scanId: { in: [...scanIds] } };
}

/** One page, the last one where the query asks for a later. */
export async function readFleetFindingPage(scanIds: readonly string[], query: FindingQuery) {
  const where = whereIn(scanIds, query);
  const total = await database().findingRow.count({ where });
  const page = Math.min(query.page, Math.max(1, Math.ceil(total / query.size)));
  const rows = await database().findingRow.findMany({
    where,
    orderBy: [...findingOrder(query), { scanId: 'asc' }],
    skip: (page - 1) * query.size,
    take: query.size,
    omit: { evidence: true, references: true },
  });
  return { total, page, rows };
}

/** How many rows each value of a filter would leave, the filter itself not counted. */
export async function countFleetBy(
  scanIds: readonly string[],
  query: FindingQuery,
  filter: 'severity' | 'area' | 'control' | 'database',
): Promise<ReadonlyMap<string | null, number>> {
  const rows = await database().findingRow.groupBy({
    by: [filter],
    where: whereIn(scanIds, query, filter),
    _count: { _all: true },
  });
  return new Map(rows.map((row) => [row[filter], row._count._all]));
}

export interface WorstRow {
  readonly control: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly title: string;
}

/** The first `limit` open findings of each control of a scan, worst first: one query, however many controls. */
export function readWorstByControl(scanId: string, limit: number): Promise<WorstRow[]> {
  return database().$queryRaw<WorstRow[]>`
    SELECT control, fingerprint, severity, title
    FROM (
      SELECT control, fingerprint, severity, title, "severityRank",
             row_number() OVER (PARTITION BY control ORDER BY "severityRank", "objectText", fingerprint) AS place
      FROM "FindingRow"
      WHERE "scanId" = ${scanId} AND accepted IS NULL
    ) ranked
    WHERE place <= ${limit}
    ORDER BY control, place`;
}

/** The worst open finding of each control of several scans, worst first, with how many the control has in its scan. */
export function readWorstControls(
  scanIds: readonly string[],
  limit: number,
): Promise<(ChangedRow & { readonly scanId: string })[]> {
  return database().$queryRaw<(ChangedRow & { readonly scanId: string })[]>`
    SELECT "scanId", control, fingerprint, severity, title, total
    FROM (
      SELECT "scanId", control, fingerprint, severity, title, "severityRank",
             row_number() OVER (
               PARTITION BY "scanId", control ORDER BY "severityRank", "objectText", fingerprint
             ) AS place,
             (count(*) OVER (PARTITION BY "scanId", control))::int AS total
      FROM "FindingRow"
      WHERE "scanId" = ANY (${[...scanIds]}) AND accepted IS NULL
    ) ranked
    WHERE place = 1
    ORDER BY "severityRank", total DESC, control, "scanId"
    LIMIT ${limit}`;
}

/** What two scans of the same target do not have in common, by fingerprint. */
export async function readChanges(beforeId: string, afterId: string, limit: number) {
  const [opened, closed] = await Promise.all([
    readOnlyIn(afterId, beforeId, limit),
    readOnlyIn(beforeId, afterId, limit),
  ]);
  return { opened, closed };
}

export interface ChangedRow extends WorstRow {
  /** All such rows, of which this is one. */
  readonly total: number;
}

function readOnlyIn(scanId: string, otherId: string, limit: number): Promise<ChangedRow[]> {
  return database().$queryRaw<ChangedRow[]>`
    SELECT f.control, f.fingerprint, f.severity, f.title, (count(*) OVER ())::int AS total
    FROM "FindingRow" f
    WHERE f."scanId" = ${scanId}
      AND NOT EXISTS (SELECT FROM "FindingRow" o WHERE o."scanId" = ${otherId} AND o.fingerprint = f.fingerprint)
    ORDER BY f."severityRank", f."objectText", f.fingerprint
    LIMIT ${limit}`;
}

/** The finished scan of the same target before this one. */
export function findScanBefore(targetId: string, finishedBefore: Date) {
  return database().scan.findFirst({
    where: { targetId, state: 'done', finishedAt: { lt: finishedBefore } },
    orderBy: { finishedAt: 'desc' },
    select: { id: true, finishedAt: true },
  });
}
