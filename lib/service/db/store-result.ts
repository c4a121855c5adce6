import type { ScanRecord } from '../jobs/scan-record.ts';
import type { PolicyVersions } from '../policy/policy-in-force.ts';
import type { Transaction } from './client.ts';
import { insertFindingRows } from './finding-rows.ts';
import { followFindings } from './follow-findings.ts';
import type { Prisma } from './generated/client.ts';
import type { ClaimedScan } from './scan-queue.ts';

/** A value the engine made of plain data, as Prisma wants to see it typed. */
function json(value: unknown): Prisma.InputJsonValue {
  return value as Prisma.InputJsonValue;
}

/**
 * Stores a finished scan whole: called within one transaction, so a reader sees all of it or the one before. False, and nothing
 * written, when the claim was lost meanwhile.
 */
export async function storeResult(
  transaction: Transaction,
  claim: ClaimedScan,
  versions: PolicyVersions,
  record: ScanRecord,
): Promise<boolean> {
  const at = new Date();
  const done = await transaction.scan.updateMany({
    where: { id: claim.id, state: 'running', leaseToken: claim.leaseToken },
    data: {
      state: 'done',
      finishedAt: at,
      leaseUntil: null,
      stage: 'Done',
      serverVersion: record.serverVersion,
      databases: [...record.databases],
      policyVersion: versions.policyVersion,
      organisationPolicyVersion: versions.organisationPolicyVersion,
      policyDigest: record.policyDigest,
      summary: json(record.summary),
      snapshot: record.snapshot,
      report: record.report,
      coverage: json(record.coverage),
      decisions: json(record.decisions),
      score: json(record.score),
      gaps: json(record.gaps),
    },
  });
  if (done.count === 0) return false;
  await transaction.verdictRow.createMany({
    data: record.verdicts.map(({ referred, ...verdict }) => ({
      ...verdict,
      reason: referred?.reason ?? verdict.reason,
      scanId: claim.id,
      gaps: json(verdict.gaps),
    })),
  });
  await insertFindingRows(transaction, claim.id, record.findings);
  await followFindings(
    transaction,
    {
      targetId: claim.targetId,
      scanId: claim.id,
      kind: claim.kind,
      at,
      policyVersion: versions.policyVersion,
    },
    record,
  );
  return true;
}
