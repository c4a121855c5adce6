import { database } from './client.ts';

export interface FleetVerdictRow {
  readonly scanId: string;
  readonly control: string;
  readonly status: string;
  readonly reason: string | null;
  /** Findings that are neither accepted on that day, nor false positives, nor approved by a baseline. */
  readonly open: number;
  /** Findings its scan listed under this control, whatever became of them. */
  readonly found: number;
}

/** The verdicts of several scans on `today` (YYYY-MM-DD, UTC) in one query; of one control, or of all with `null`. */
export function readFleetVerdicts(
  scanIds: readonly string[],
  today: string,
  control: string | null,
): Promise<FleetVerdictRow[]> {
  return database().$queryRaw<FleetVerdictRow[]>`
    SELECT v."scanId", v.control, v.status, v.reason, v.findings AS found, coalesce(f.open, 0) AS open
    FROM "VerdictRow" v
    LEFT JOIN (
      SELECT "lastScanId", control, count(*)::int AS open
      FROM "FindingRecord"
      WHERE "lastScanId" = ANY (${[...scanIds]}) AND state NOT IN ('fixed', 'false-positive') AND baseline IS NULL
        AND coalesce("acceptedUntil" < ${today}, true)
      GROUP BY "lastScanId", control
    ) f ON f."lastScanId" = v."scanId" AND f.control = v.control
    WHERE v."scanId" = ANY (${[...scanIds]}) AND (${control}::text IS NULL OR v.control = ${control})
    ORDER BY v."scanId", v.control`;
}
