import { database, type Transaction } from './client.ts';
import type { Prisma } from './generated/client.ts';

export async function insertHandOff(
  transaction: Transaction,
  row: Prisma.HandOffUncheckedCreateInput,
): Promise<void> {
  await transaction.handOff.create({ data: row, select: { id: true } });
}

/** What was handed off of a remediation, with the version it was written from. */
export function findHandOff(remediationId: string, id: string) {
  return database().handOff.findFirst({
    where: { id, remediationId, target: { archivedAt: null } },
    include: { version: { include: { remediation: { select: { title: true } } } }, target: true },
  });
}

export interface TrackedHandOff {
  readonly remediationId: string;
  /** The newest scan that began to read the server after it was handed off, and ended well. */
  readonly scanId: string;
}

/** Remediations of a database that were handed off and not seen to have landed, and that a scan has looked at since. */
export async function findTracked(targetId: string): Promise<readonly TrackedHandOff[]> {
  return database().$queryRaw<TrackedHandOff[]>`
    SELECT r."id" AS "remediationId", s."id" AS "scanId"
    FROM "Remediation" r
    JOIN LATERAL (
      SELECT min(h."trackedSince") AS since FROM "HandOff" h
      WHERE h."remediationId" = r."id" AND h."versionId" = r."currentVersionId" AND h."landedAt" IS NULL
    ) h ON h.since IS NOT NULL
    JOIN LATERAL (
      SELECT s."id" FROM "Scan" s
      WHERE s."targetId" = r."targetId" AND s."kind" = 'read' AND s."state" = 'done' AND s."startedAt" > h.since
      ORDER BY s."startedAt" DESC LIMIT 1
    ) s ON true
    WHERE r."state" = 'handed-off' AND r."targetId" = ${targetId}`;
}

/** Every hand-off of it has landed, as this scan saw. */
export async function landHandOffs(
  transaction: Transaction,
  remediationId: string,
  landed: { readonly scanId: string; readonly at: Date },
): Promise<void> {
  await transaction.handOff.updateMany({
    where: { remediationId, landedAt: null },
    data: { landedAt: landed.at, landedScanId: landed.scanId },
  });
}
