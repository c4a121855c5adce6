import type { Approval, Known } from '../findings/finding-life.ts';
import { type LifeState, lifeStates } from '../findings/finding-state.ts';
import { storedAcceptance } from '../findings/stored-finding.ts';
import type { FoundFinding } from '../jobs/scan-record.ts';
import type { Transaction } from './client.ts';
import type { StoredScan } from './follow-findings.ts';
import { Prisma } from './generated/client.ts';

export interface RecordRow extends Known {
  readonly id: string;
  readonly fingerprint: string;
  readonly control: string;
}

type Followed = FoundFinding & {
  readonly baseline: Approval | null;
  readonly state: LifeState;
  /** Whether this scan is the one it came or came back in. */
  readonly appeared: boolean;
};

const batch = 500;

export function storedState(text: string): LifeState {
  return lifeStates.find((state) => state === text) ?? 'open';
}

/** Every finding of a target, locked until the transaction ends: two results of one target take turns. */
export async function lockRecords(transaction: Transaction, targetId: string): Promise<readonly RecordRow[]> {
  await transaction.$queryRaw`SELECT 1 AS locked FROM "Target" WHERE "id" = ${targetId} FOR UPDATE`;
  await transaction.$queryRaw`
    SELECT count(*)::int AS locked FROM (
      SELECT 1 FROM "FindingRecord" WHERE "targetId" = ${targetId} ORDER BY "id" FOR UPDATE
    ) held`;
  const rows = await transaction.findingRecord.findMany({
    where: { targetId },
    select: {
      id: true,
      fingerprint: true,
      control: true,
      state: true,
      accepted: true,
      baseline: true,
      falsePositiveEvidence: true,
    },
  });
  return rows.map(({ state, accepted, baseline, ...row }) => ({
    ...row,
    state: storedState(state),
    accepted: storedAcceptance(accepted),
    baselined: baseline !== null,
  }));
}

/** How a row stands in the JSON that one statement takes five hundred of: Prisma's own batches take ten times as long. */
const columns = Prisma.sql`
  "id" text, "fingerprint" text, "state" text, "changed" boolean, "appeared" boolean, "accepted" jsonb, "acceptedUntil" text,
  "baseline" jsonb, "control" text, "area" text, "severity" text, "severityRank" int, "title" text, "objectKind" text,
  "objectText" text, "database" text, "object" jsonb, "evidence" jsonb, "evidenceDigest" text, "threats" jsonb,
  "remediation" text`;

function packed(rows: readonly Followed[]): string {
  return JSON.stringify(
    rows.map(({ references: _, ...row }) => ({
      ...row,
      acceptedUntil: row.accepted?.until ?? null,
    })),
  );
}

/** Without a zone, as Prisma keeps times: the session's own zone must not move it. */
const moment = (at: Date) => at.toISOString().slice(0, -1);

export async function insertRecords(
  transaction: Transaction,
  scan: StoredScan,
  rows: readonly (Followed & { readonly id: string })[],
): Promise<void> {
  const at = moment(scan.at);
  for (let from = 0; from < rows.length; from += batch) {
    await transaction.$executeRaw`
      INSERT INTO "FindingRecord" (
        "id", "targetId", "fingerprint", "state", "stateAt", "firstSeenAt", "firstScanId", "lastSeenAt", "lastScanId",
        "appearedScanId", "accepted", "acceptedUntil", "baseline", "control", "area", "severity", "severityRank", "title",
        "objectKind", "objectText", "database", "object", "evidence", "evidenceDigest", "threats", "remediation"
      )
      SELECT g."id", ${scan.targetId}, g."fingerprint", g."state", ${at}::timestamp(3), ${at}::timestamp(3), ${scan.scanId},
        ${at}::timestamp(3), ${scan.scanId}, CASE WHEN g."appeared" THEN ${scan.scanId} END,
        nullif(g."accepted", 'null'::jsonb), g."acceptedUntil", nullif(g."baseline", 'null'::jsonb), g."control", g."area",
        g."severity", g."severityRank", g."title", g."objectKind", g."objectText", g."database", g."object", g."evidence",
        g."evidenceDigest", ARRAY(SELECT jsonb_array_elements_text(g."threats")), g."remediation"
      FROM jsonb_to_recordset(${packed(rows.slice(from, from + batch))}::jsonb) AS g(${columns})`;
  }
}

/** What was known already, as this scan saw it. `changed`: whether its state did. What was new stays so when it is only judged again. */
export async function updateRecords(
  transaction: Transaction,
  scan: StoredScan,
  rows: readonly (Followed & { readonly changed: boolean })[],
): Promise<void> {
  const at = moment(scan.at);
  for (let from = 0; from < rows.length; from += batch) {
    await transaction.$executeRaw`
      UPDATE "FindingRecord" r SET
        "state" = g."state",
        "stateAt" = CASE WHEN g."changed" THEN ${at}::timestamp(3) ELSE r."stateAt" END,
        "lastSeenAt" = ${at}::timestamp(3),
        "lastScanId" = ${scan.scanId},
        "appearedScanId" = CASE
          WHEN g."appeared" OR (${scan.kind === 'judgement'} AND r."appearedScanId" = r."lastScanId") THEN ${scan.scanId}
          ELSE r."appearedScanId"
        END,
        "accepted" = nullif(g."accepted", 'null'::jsonb),
        "acceptedUntil" = g."acceptedUntil",
        "baseline" = nullif(g."baseline", 'null'::jsonb),
        "falsePositiveRequestId" = CASE WHEN g."state" = 'false-positive' THEN r."falsePositiveRequestId" END,
        "falsePositiveEvidence" = CASE WHEN g."state" = 'false-positive' THEN r."falsePositiveEvidence" END,
        "control" = g."control", "area" = g."area", "severity" = g."severity", "severityRank" = g."severityRank",
        "title" = g."title", "objectKind" = g."objectKind", "objectText" = g."objectText", "database" = g."database",
        "object" = g."object", "evidence" = g."evidence", "evidenceDigest" = g."evidenceDigest",
        "threats" = ARRAY(SELECT jsonb_array_elements_text(g."threats")), "remediation" = g."remediation"
      FROM jsonb_to_recordset(${packed(rows.slice(from, from + batch))}::jsonb) AS g(${columns})
      WHERE r."targetId" = ${scan.targetId} AND r."fingerprint" = g."fingerprint"`;
  }
}

/** Gone: what the policy said about them has nothing to be said about any more. */
export async function markFixed(
  transaction: Transaction,
  scan: StoredScan,
  ids: readonly string[],
): Promise<void> {
  await transaction.findingRecord.updateMany({
    where: { id: { in: [...ids] } },
    data: {
      state: 'fixed',
      stateAt: scan.at,
      accepted: Prisma.DbNull,
      acceptedUntil: null,
      baseline: Prisma.DbNull,
      falsePositiveRequestId: null,
      falsePositiveEvidence: null,
    },
  });
}
