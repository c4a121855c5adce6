import type { FoundFinding } from '../jobs/scan-record.ts';
import type { Transaction } from './client.ts';
import { Prisma } from './generated/client.ts';

const batch = 500;

/** How a row stands in the JSON that one statement takes a batch of: Prisma's own batches take ten times as long. */
const columns = Prisma.sql`
  "fingerprint" text, "control" text, "area" text, "severity" text, "severityRank" int, "title" text, "objectKind" text,
  "objectText" text, "database" text, "object" jsonb, "evidence" jsonb, "threats" jsonb, "references" jsonb, "accepted" jsonb`;

function packed(findings: readonly FoundFinding[]): string {
  return JSON.stringify(findings.map(({ evidenceDigest: _, remediation: __, ...row }) => row));
}

/** What one scan found, as it found it. */
export async function insertFindingRows(
  transaction: Transaction,
  scanId: string,
  findings: readonly FoundFinding[],
): Promise<void> {
  for (let from = 0; from < findings.length; from += batch) {
    await transaction.$executeRaw`
      INSERT INTO "FindingRow" (
        "id", "scanId", "fingerprint", "control", "area", "severity", "severityRank", "title", "objectKind", "objectText",
        "database", "object", "evidence", "threats", "references", "accepted"
      )
      SELECT gen_random_uuid(), ${scanId}, g."fingerprint", g."control", g."area", g."severity", g."severityRank", g."title",
        g."objectKind", g."objectText", g."database", g."object", g."evidence",
        ARRAY(SELECT jsonb_array_elements_text(g."threats")), g."references", nullif(g."accepted", 'null'::jsonb)
      FROM jsonb_to_recordset(${packed(findings.slice(from, from + batch))}::jsonb) AS g(${columns})`;
  }
}
