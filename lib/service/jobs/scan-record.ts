import { factsOf } from '../../engine/analysis/facts.ts';
import { evidenceDigest } from '../../engine/controls/evidence-digest.ts';
import { controlById } from '../../engine/controls/registry.ts';
import type { Coverage } from '../../engine/coverage/coverage.ts';
import type { Inventory } from '../../engine/inventory/inventory.ts';
import type { Acceptance, BaselineApproval, Finding } from '../../engine/model/finding.ts';
import type { Gap } from '../../engine/model/gap.ts';
import { objectText } from '../../engine/model/object-text.ts';
import { severities, severityRank } from '../../engine/model/severity.ts';
import { reasonSaid, type Verdict } from '../../engine/model/verdict.ts';
import { askableDecisions } from '../../engine/policy/decisions/open-decisions.ts';
import { suspectColumns } from '../../engine/policy/decisions/suspect-columns.ts';
import type { Policy } from '../../engine/policy/policy.ts';
import { fixFirst } from '../../engine/remediation/fix-first.ts';
import type { Plan } from '../../engine/remediation/plan.ts';
import { planKind } from '../../engine/remediation/plan-kind.ts';
import { inventoryText } from '../../engine/report/inventory-text.ts';
import { scanDocument, scanJson } from '../../engine/report/json.ts';
import type { ScanDocument } from '../../engine/report/scan-document.ts';
import type { ScanResult } from '../../engine/scan-result.ts';
import { type DecisionsRecord, decisionsRecord } from '../coverage/stored-decisions.ts';
import type { ScanSummary } from '../scans/scan-overview.ts';
import { gzipChunks } from './gzip-chunks.ts';

/** One finished scan as the database keeps it: plain data, so that it may cross from the scan's thread. */
export interface ScanRecord {
  readonly serverVersion: string;
  readonly databases: readonly string[];
  readonly summary: ScanSummary;
  /** SHA-256 of the policy it was judged by, hex. */
  readonly policyDigest: string;
  /** The inventory, JSON, gzip; null where an earlier scan has it. */
  readonly snapshot: Uint8Array<ArrayBuffer> | null;
  /** The contract's scan JSON, gzip, without what a report gets elsewhere: see `keptDocument`. */
  readonly report: Uint8Array<ArrayBuffer>;
  readonly coverage: Coverage;
  readonly decisions: DecisionsRecord;
  readonly score: ScanResult['score'];
  readonly gaps: readonly Gap[];
  readonly verdicts: readonly VerdictRecord[];
  readonly findings: readonly FoundFinding[];
  /** Rows that the policy's baseline approves: no findings, but their lives go on. */
  readonly baseline: readonly (FoundFinding & { readonly baseline: BaselineApproval })[];
}

export interface VerdictRecord {
  readonly control: string;
  readonly status: string;
  readonly reason: string | null;
  readonly gaps: readonly Gap[];
  readonly findings: number;
  /** What more exact controls say of what this one found; absent where it says everything itself. */
  readonly referred?: { readonly fingerprints: readonly string[]; readonly reason: string | null };
}

export interface FoundFinding {
  readonly fingerprint: string;
  readonly control: string;
  readonly area: string;
  readonly severity: string;
  readonly severityRank: number;
  readonly title: string;
  readonly objectKind: string;
  readonly objectText: string;
  readonly database: string | null;
  readonly object: object;
  readonly evidence: object;
  readonly evidenceDigest: string;
  readonly threats: readonly string[];
  readonly references: readonly object[];
  readonly accepted: Acceptance | null;
  /** What kind of change would mend it; null for what the baseline approves. */
  readonly remediation: Plan['kind'] | null;
}

/**
 * `value` as PostgreSQL can store it: text and jsonb refuse NUL, and halves of surrogates are no UTF-8. A scanned server's names
 * may hold neither, but its error texts and our evidence are not worth a lost scan.
 */
export function storable<Value>(value: Value): Value {
  const text = JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'string' ? each.toWellFormed().replaceAll('\0', '\ufffd') : each,
  );
  return JSON.parse(text);
}

/** A result as the database keeps it, judged by `policy`. */
export async function toRecord(result: ScanResult, policy: Policy): Promise<ScanRecord> {
  const { inventory, verdicts, coverage } = result;
  const findings = verdicts.flatMap((verdict) => verdict.findings);
  const approved = verdicts.flatMap((verdict) => verdict.baseline ?? []);
  const gaps = gapsOf(inventory);
  const facts = factsOf(inventory);
  const askable = askableDecisions(facts, policy, suspectColumns(facts));
  // Each is pressed in a thread of its own.
  const [snapshot, report] = await Promise.all([
    gzipChunks(inventoryText(inventory)),
    gzipChunks(scanJson(keptDocument(result))),
  ]);
  return {
    serverVersion: inventory.server.version,
    policyDigest: result.scan.policyDigest,
    databases: inventory.databases.map((database) => database.name),
    summary: summarize(result, findings, gaps.length),
    snapshot,
    report,
    coverage: storable(coverage),
    decisions: storable(decisionsRecord(result.decisions, askable)),
    score: result.score,
    gaps: storable(gaps),
    verdicts: storable(verdicts.map(toVerdict)),
    findings: findings.map((finding) => toFinding(finding, planKind(finding, inventory, policy))),
    baseline: approved.map((row) => ({ ...toFinding(row, null), baseline: storable(row.baseline) })),
  };
}

/** A document without its findings, which are rows of their own, and without what is made from the snapshot again: 250 MB at large. */
function keptDocument(result: ScanResult): Partial<ScanDocument> {
  const { findings: _, decisions: __, encryption: ___, ...kept } = scanDocument(result, () => null);
  return kept;
}

/** Everything that could not be read: of the cluster, of each database, and whole databases. */
export function gapsOf(inventory: Inventory): readonly Gap[] {
  const sections = [inventory.cluster, ...inventory.databases.map((database) => database.sections)];
  const unread = sections.flatMap((each) =>
    Object.values(each).flatMap((one) => ('gap' in one ? [one.gap] : [])),
  );
  return [...unread, ...inventory.unreadDatabases];
}

function toVerdict(verdict: Verdict): VerdictRecord {
  const { control, status, reason, gaps, findings, referred = [] } = verdict;
  const fingerprints = referred.map((one) => one.fingerprint);
  const said = referred.length > 0 ? { referred: { fingerprints, reason: reasonSaid(verdict) } } : {};
  return { control, status, reason, gaps, findings: findings.length, ...said };
}

function toFinding(finding: Finding, remediation: FoundFinding['remediation']): FoundFinding {
  const { fingerprint, control, severity, title, object, evidence, threats, references, accepted } = finding;
  return {
    fingerprint,
    control,
    area: controlById(control)?.area ?? 'configuration',
    severity,
    severityRank: severityRank(severity),
    // One by one: the text of 200,000 findings is longer than a string can be. What their control gives them all is shared,
    // here and where the thread hands them over.
    ...storable({
      title,
      objectText: objectText(object),
      database: object.database ?? null,
      object,
      evidence,
      accepted,
    }),
    objectKind: object.kind,
    evidenceDigest: evidenceDigest(evidence),
    threats,
    references,
    remediation,
  };
}

const mostFixes = 3;
/** Findings that one press takes; the count beside it is whole. */
const mostClosed = 200;

/** The changes that close more than one open finding, the ones that close most. */
function firstFixes({ planOf }: ScanResult, open: readonly Finding[]): ScanSummary['fixFirst'] {
  return fixFirst(open, { planOf, atLeast: 2, most: mostFixes }).map(({ finding, closes, worst }) => ({
    lead: finding,
    closes: closes.slice(0, mostClosed),
    total: closes.length,
    worst,
  }));
}

function summarize(result: ScanResult, findings: readonly Finding[], gaps: number): ScanSummary {
  const open = findings.filter((finding) => finding.accepted === null);
  const verdicts = (status: Verdict['status']) =>
    result.verdicts.filter((verdict) => verdict.status === status).length;
  const threats = (status: Coverage['threats'][number]['status']) =>
    result.coverage.threats.filter((threat) => threat.status === status).length;
  const [critical, high, medium, low, info] = severities.map(
    (severity) => open.filter((finding) => finding.severity === severity).length,
  );
  return {
    verdicts: {
      pass: verdicts('pass'),
      fail: verdicts('fail'),
      unknown: verdicts('unknown'),
      notApplicable: verdicts('not-applicable'),
    },
    findings: {
      critical: critical ?? 0,
      high: high ?? 0,
      medium: medium ?? 0,
      low: low ?? 0,
      info: info ?? 0,
      accepted: findings.length - open.length,
      falsePositive: 0,
    },
    score: result.score.value,
    threats: {
      covered: threats('covered'),
      partial: threats('partial'),
      gap: threats('gap'),
      unknown: threats('unknown'),
      accepted: threats('accepted'),
    },
    gaps,
    fixFirst: firstFixes(result, open),
    decisions: result.decisions.length,
    tls: result.inventory.tls,
  };
}
