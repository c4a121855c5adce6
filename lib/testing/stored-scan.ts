import { evidenceDigest } from '../engine/controls/evidence-digest.ts';
import type { Acceptance, BaselineApproval, Evidence } from '../engine/model/finding.ts';
import { severityRank } from '../engine/model/severity.ts';
import { database, inTransaction } from '../service/db/client.ts';
import { insertFindingRows } from '../service/db/finding-rows.ts';
import { type Followed, followFindings } from '../service/db/follow-findings.ts';
import { storedSeverity } from '../service/findings/stored-finding.ts';
import type { FoundFinding, ScanRecord } from '../service/jobs/scan-record.ts';

export async function insertTarget(name: string): Promise<string> {
  const where = { host: 'h', port: 5432, database: 'd', user: 'u', sslMode: 'verify-full' };
  return (await database().target.create({ data: { name, ...where } })).id;
}

/** A finding as a scan would have found it; `title` and the object's text may hold anything. */
export function foundFinding(
  control: string,
  fingerprint: string,
  more: {
    readonly severity?: string;
    readonly title?: string;
    readonly role?: string;
    readonly evidence?: Evidence;
    readonly accepted?: Acceptance;
    readonly database?: string;
  } = {},
): FoundFinding {
  const { severity = 'high', role = fingerprint, evidence = {}, title = `${control} ${role}` } = more;
  return {
    control,
    fingerprint,
    area: 'grants',
    severity,
    severityRank: severityRank(storedSeverity(severity)),
    title,
    objectKind: 'role',
    objectText: `role ${role}`,
    database: more.database ?? null,
    object: { kind: 'role', role },
    evidence,
    evidenceDigest: evidenceDigest(evidence),
    threats: [],
    references: [],
    accepted: more.accepted ?? null,
    remediation: null,
  };
}

export interface ScanToStore {
  readonly findings: readonly FoundFinding[];
  readonly baseline?: readonly (FoundFinding & { readonly baseline: BaselineApproval })[];
  /** By control; one that is not named judged and looked everywhere. */
  readonly verdicts?: Readonly<Record<string, { readonly status: string; readonly reason: string | null }>>;
  readonly controls?: readonly string[];
  readonly policyVersion?: number;
  readonly minutesAgo?: number;
  readonly kind?: 'read' | 'judgement';
}

/** A finished scan with these findings, stored as the worker stores one. */
export async function storeScan(
  targetId: string,
  scan: ScanToStore,
): Promise<Followed & { readonly id: string }> {
  const at = new Date(Date.now() - (scan.minutesAgo ?? 0) * 60_000);
  const { policyVersion = null, findings, baseline = [], kind = 'read' } = scan;
  const zeros = { critical: 0, high: 0, medium: 0, low: 0, info: 0, accepted: 0, falsePositive: 0 };
  const none = { pass: 0, fail: 0, unknown: 0, notApplicable: 0 };
  const threats = { covered: 0, partial: 0, gap: 0, unknown: 0, accepted: 0 };
  const summary = { verdicts: none, findings: zeros, threats, gaps: 0, decisions: 0 };
  const times = { requestedAt: at, startedAt: at, finishedAt: at };
  return inTransaction(async (transaction) => {
    const { id } = await transaction.scan.create({
      data: { targetId, kind, state: 'done', ...times, summary, policyVersion },
      select: { id: true },
    });
    await insertFindingRows(transaction, id, findings);
    const record = { findings, baseline, verdicts: verdictsOf(scan) };
    return {
      id,
      ...(await followFindings(transaction, { targetId, scanId: id, kind, at, policyVersion }, record)),
    };
  });
}

function verdictsOf({
  findings,
  baseline = [],
  verdicts = {},
  controls = [],
}: ScanToStore): ScanRecord['verdicts'] {
  const all = [...findings, ...baseline].map((finding) => finding.control);
  return [...new Set([...all, ...controls, ...Object.keys(verdicts)])].map((control) => ({
    control,
    status: 'pass',
    reason: null,
    ...verdicts[control],
    gaps: [],
    findings: 0,
  }));
}
