import type { Transaction } from './client.ts';
import type { FindingScope } from './finding-where.ts';

/**
 * Counts a stored scan's findings anew into its summary, so that every figure agrees with the list it leads to: what is accepted
 * on `today` (YYYY-MM-DD, UTC), what is a false positive, and the rest by severity.
 */
export async function recountFindings(
  transaction: Transaction,
  scanId: string,
  today: string,
): Promise<void> {
  await transaction.$executeRaw`
    UPDATE "Scan" s SET "summary" = jsonb_set(s."summary", '{findings}', c.counts)
    FROM (
      SELECT jsonb_build_object(
        'critical', count(*) FILTER (WHERE live AND "severity" = 'critical'),
        'high', count(*) FILTER (WHERE live AND "severity" = 'high'),
        'medium', count(*) FILTER (WHERE live AND "severity" = 'medium'),
        'low', count(*) FILTER (WHERE live AND "severity" = 'low'),
        'info', count(*) FILTER (WHERE live AND "severity" = 'info'),
        'falsePositive', count(*) FILTER (WHERE "state" = 'false-positive'),
        'accepted', count(*) FILTER (WHERE "state" <> 'false-positive' AND accepted)
      ) AS counts
      FROM (
        SELECT "severity", "state", coalesce("acceptedUntil" >= ${today}, false) AS accepted,
               "state" <> 'false-positive' AND NOT coalesce("acceptedUntil" >= ${today}, false) AS live
        FROM "FindingRecord" WHERE "lastScanId" = ${scanId} AND "baseline" IS NULL AND "state" <> 'fixed'
      ) found
    ) c
    WHERE s."id" = ${scanId} AND s."summary" IS NOT NULL`;
}

/** Counts anew the last good scans that these findings stand in; older scans keep the figures of their day. */
export async function recountShown(
  transaction: Transaction,
  findings: readonly { readonly lastScanId: string }[],
  { scanIds, today }: Pick<FindingScope, 'scanIds' | 'today'>,
): Promise<void> {
  const touched = new Set(findings.map((finding) => finding.lastScanId));
  for (const scanId of scanIds) if (touched.has(scanId)) await recountFindings(transaction, scanId, today);
}
