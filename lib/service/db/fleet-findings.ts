import { database } from './client.ts';

export interface WorstRow {
  readonly control: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly title: string;
}

/** The first `limit` open findings of each control of a scan, worst first: one query, however many controls. */
export function readWorstByControl(scanId: string, today: string, limit: number): Promise<WorstRow[]> {
  return database().$queryRaw<WorstRow[]>`
    SELECT control, fingerprint, severity, title
    FROM (
      SELECT control, fingerprint, severity, title, "severityRank",
             row_number() OVER (PARTITION BY control ORDER BY "severityRank", "objectText", fingerprint) AS place
      FROM "FindingRecord"
      WHERE "lastScanId" = ${scanId} AND state NOT IN ('fixed', 'false-positive') AND baseline IS NULL
        AND coalesce("acceptedUntil" < ${today}, true)
    ) ranked
    WHERE place <= ${limit}
    ORDER BY control, place`;
}

/** The worst open finding of each control of several scans on `today` (YYYY-MM-DD, UTC), worst first, with how many the control has in its scan. */
export function readWorstControls(
  scanIds: readonly string[],
  today: string,
  limit: number,
): Promise<(ChangedRow & { readonly scanId: string })[]> {
  return database().$queryRaw<(ChangedRow & { readonly scanId: string })[]>`
    SELECT "lastScanId" AS "scanId", control, fingerprint, severity, title, total
    FROM (
      SELECT "lastScanId", control, fingerprint, severity, title, "severityRank",
             row_number() OVER (
               PARTITION BY "lastScanId", control ORDER BY "severityRank", "objectText", fingerprint
             ) AS place,
             (count(*) OVER (PARTITION BY "lastScanId", control))::int AS total
      FROM "FindingRecord"
      WHERE "lastScanId" = ANY (${[...scanIds]}) AND state NOT IN ('fixed', 'false-positive') AND baseline IS NULL
        AND coalesce("acceptedUntil" < ${today}, true)
    ) ranked
    WHERE place = 1
    ORDER BY "severityRank", total DESC, control, "lastScanId"
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
