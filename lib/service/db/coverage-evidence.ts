import { database } from './client.ts';

export interface EvidenceRow {
  readonly control: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly title: string;
  readonly objectText: string;
  readonly evidence: unknown;
  readonly accepted: unknown;
  /** All rows of its control, of which this is one. */
  readonly total: number;
}

/**
 * The first `limit` findings of each of these controls, worst first and accepted ones last: one query, however many. With a
 * database: what concerns it, and what concerns the whole cluster.
 */
export function readEvidence(
  scanId: string,
  controls: readonly string[],
  inDatabase: string | null,
  limit: number,
): Promise<EvidenceRow[]> {
  return database().$queryRaw<EvidenceRow[]>`
    SELECT control, fingerprint, severity, title, "objectText", evidence, accepted, total
    FROM (
      SELECT control, fingerprint, severity, title, "objectText", evidence, accepted,
             row_number() OVER (
               PARTITION BY control ORDER BY accepted IS NOT NULL, "severityRank", "objectText", fingerprint
             ) AS place,
             (count(*) OVER (PARTITION BY control))::int AS total
      FROM "FindingRow"
      WHERE "scanId" = ${scanId} AND control = ANY (${[...controls]})
        AND (${inDatabase}::text IS NULL OR database IS NULL OR database = ${inDatabase}::text)
    ) ranked
    WHERE place <= ${limit}
    ORDER BY control, place`;
}

/** Threats of several scans, each without its controls: what a fleet is shown of a matrix. */
export function readThreatStatuses(
  scanIds: readonly string[],
): Promise<{ readonly id: string; readonly threats: unknown; readonly score: unknown }[]> {
  return database().$queryRaw`
    SELECT s.id, s.score - 'lines' - 'raises' AS score,
           (SELECT jsonb_agg(t.threat - 'controls') FROM jsonb_array_elements(s.coverage -> 'threats') AS t (threat)) AS threats
    FROM "Scan" s
    WHERE s.id = ANY (${[...scanIds]})`;
}
