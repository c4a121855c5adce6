import type { FoundFinding, ScanRecord } from '../jobs/scan-record.ts';
import type { PolicyVersions } from '../policy/policy-in-force.ts';
import type { Transaction } from './client.ts';
import { followFindings } from './follow-findings.ts';
import { Prisma } from './generated/client.ts';
import type { ClaimedScan } from './scan-queue.ts';

/** PostgreSQL takes 65,535 parameters in one statement; a finding has about twenty. */
const batch = 500;

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
  for (let from = 0; from < record.findings.length; from += batch) {
    const rows = record.findings.slice(from, from + batch).map((finding) => toRow(claim.id, finding));
    await transaction.findingRow.createMany({ data: rows });
  }
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

function toRow(
  scanId: string,
  { evidenceDigest: _, remediation: __, ...finding }: FoundFinding,
): Prisma.FindingRowCreateManyInput {
  return {
    ...finding,
    scanId,
    object: json(finding.object),
    evidence: json(finding.evidence),
    threats: [...finding.threats],
    references: json(finding.references),
    accepted: finding.accepted === null ? Prisma.DbNull : json(finding.accepted),
  };
}
