import { database, type Transaction } from './client.ts';

/** Queues a scan that reads the server; where one waits or runs already nothing is added. Answers its id, null for none. */
export async function queueReading(transaction: Transaction, targetId: string): Promise<string | null> {
  const [row] = await transaction.$queryRaw<{ id: string }[]>`
    INSERT INTO "Scan" ("id", "targetId", "databases")
    SELECT gen_random_uuid()::text, "id", '{}' FROM "Target" WHERE "id" = ${targetId} AND "archivedAt" IS NULL
    ON CONFLICT DO NOTHING RETURNING "id"`;
  if (row === undefined) return null;
  await transaction.$executeRaw`SELECT pg_notify('postern_scan', ${row.id})`;
  return row.id;
}

export interface UnprovenRemediation {
  readonly id: string;
  readonly targetId: string;
  /** The newest scan that began after it was applied and ended well, and has not been asked yet; null: none. */
  readonly scanId: string | null;
  /** Whether a scan waits or runs, or ended without a result not long ago. */
  readonly waiting: boolean;
}

/** Applied and not proven: those that no scan has looked at since it came to an end, or that a newer scan has looked at. */
export async function findUnproven(targetId: string | null): Promise<readonly UnprovenRemediation[]> {
  return database().$queryRaw<UnprovenRemediation[]>`
    SELECT r."id", r."targetId", s."id" AS "scanId",
      EXISTS (SELECT FROM "Scan" w WHERE w."targetId" = r."targetId" AND w."kind" = 'read'
        AND (w."state" IN ('queued', 'running')
          OR w."requestedAt" > r."appliedAt" AND w."finishedAt" > (now() AT TIME ZONE 'UTC') - interval '5 minutes')) AS "waiting"
    FROM "Remediation" r JOIN "Target" t ON t."id" = r."targetId" AND t."archivedAt" IS NULL
    LEFT JOIN LATERAL (
      SELECT s."id" FROM "Scan" s
      WHERE s."targetId" = r."targetId" AND s."kind" = 'read' AND s."state" = 'done' AND s."startedAt" > r."appliedAt"
      ORDER BY s."startedAt" DESC LIMIT 1
    ) s ON true
    WHERE r."state" = 'applied' AND (${targetId}::text IS NULL OR r."targetId" = ${targetId})
      AND (s."id" IS NULL OR s."id" IS DISTINCT FROM r."verifyScanId")`;
}
