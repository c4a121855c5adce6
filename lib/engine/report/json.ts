import { evidenceDigest } from '../controls/evidence-digest.ts';
import { controlById } from '../controls/registry.ts';
import type { Inventory, Section } from '../inventory/inventory.ts';
import { compareText } from '../model/compare-text.ts';
import type { BaselinedRow, Finding } from '../model/finding.ts';
import type { ObjectRef } from '../model/object-ref.ts';
import { objectText } from '../model/object-text.ts';
import { severityRank } from '../model/severity.ts';
import { reasonSaid, type Verdict } from '../model/verdict.ts';
import type { Plan } from '../remediation/plan.ts';
import type { ScanResult } from '../scan-result.ts';
import type {
  BaselineEntry,
  ControlEntry,
  FindingEntry,
  ObjectEntry,
  ScanDocument,
  VisibilityEntry,
} from './scan-document.ts';

function entriesOf(
  sections: Readonly<Record<string, Section<unknown>>>,
  database: string | null,
): readonly VisibilityEntry[] {
  return Object.entries(sections).map(([input, section]) =>
    'gap' in section
      ? { input, database, readable: false, reason: section.gap.reason, grant: section.gap.grant }
      : { input, database, readable: true, reason: null, grant: null },
  );
}

/** Every input of the scan, read or not, sorted by database (the cluster's own first) and name. */
export function visibilityOf(inventory: Inventory): readonly VisibilityEntry[] {
  const entries = [
    ...entriesOf(inventory.cluster, null),
    ...inventory.databases.flatMap((database) => entriesOf(database.sections, database.name)),
    ...inventory.unreadDatabases.map(({ input, database, reason, grant }) => ({
      input,
      database,
      readable: false,
      reason,
      grant,
    })),
  ];
  return entries.sort(
    (a, b) => compareText(a.database ?? '', b.database ?? '') || compareText(a.input, b.input),
  );
}

/** An object in the shape of the contract. */
export function objectEntry(ref: ObjectRef): ObjectEntry {
  const {
    kind,
    database = null,
    schema = null,
    column = null,
    role = null,
    rule = null,
    relation,
    signature,
  } = ref;
  return {
    kind,
    database,
    schema,
    name: ref.name ?? (kind === 'role' ? role : null),
    column,
    role,
    rule,
    ...(relation === undefined ? {} : { relation }),
    ...(signature === undefined ? {} : { signature }),
    ...(ref.public ? { public: true as const } : {}),
  };
}

function findingEntry(finding: Finding, plan: Plan | undefined): FindingEntry {
  const { fingerprint, control, severity, title, evidence, threats, references, accepted } = finding;
  const remediation = plan
    ? {
        kind: plan.kind,
        up: plan.upText,
        down: plan.downText,
        database: plan.database,
        restartNeeded: plan.restartNeeded,
        handOff: plan.handOff,
        irreversible: plan.irreversible,
        mayBreak: controlById(control)?.caution ?? null,
      }
    : null;
  const object = objectEntry(finding.object);
  return {
    fingerprint,
    control,
    severity,
    title,
    object,
    evidence,
    evidenceDigest: evidenceDigest(evidence),
    threats,
    references,
    accepted,
    remediation,
  };
}

/** Worst first, then by control and object. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    severityRank(a.severity) - severityRank(b.severity) ||
    compareText(a.control, b.control) ||
    compareText(objectText(a.object), objectText(b.object)) ||
    compareText(a.fingerprint, b.fingerprint)
  );
}

function baselineEntry({ fingerprint, title, object, evidence, baseline }: BaselinedRow): BaselineEntry {
  return {
    fingerprint,
    title,
    object: objectEntry(object),
    evidence,
    evidenceDigest: evidenceDigest(evidence),
    reason: baseline.reason,
    approvedBy: baseline.approvedBy,
  };
}

function controlEntry(verdict: Verdict): ControlEntry {
  const control = controlById(verdict.control);
  const { baseline = [] } = verdict;
  return {
    id: verdict.control,
    title: control?.title ?? verdict.control,
    area: control?.area ?? 'configuration',
    severity: control?.severity ?? 'info',
    status: verdict.status,
    reason: reasonSaid(verdict),
    findings: verdict.findings.length,
    accepted: verdict.findings.filter((finding) => finding.accepted !== null).length,
    ...(baseline.length > 0 ? { baseline: [...baseline].sort(compareFindings).map(baselineEntry) } : {}),
  };
}

/** A scan as plain data, in the shape and order of the contract. */
export function scanDocument(result: ScanResult): ScanDocument {
  const { server, substrate, tls, databases } = result.inventory;
  const findings = result.verdicts.flatMap((verdict) => verdict.findings);
  return {
    schemaVersion: '1',
    scan: result.scan,
    target: {
      systemIdentifier: server.systemIdentifier,
      serverVersion: server.version,
      serverVersionNum: server.versionNum,
      substrate,
      databases: databases.map((database) => database.name),
      scanRole: server.scanRole,
      tls,
    },
    visibility: visibilityOf(result.inventory),
    controls: result.verdicts.map(controlEntry),
    findings: findings
      .sort(compareFindings)
      .map((finding) => findingEntry(finding, result.plans.get(finding.fingerprint))),
    coverage: result.coverage,
    decisions: result.decisions,
    score: result.score,
    encryption: result.encryption,
  };
}

/** The document as text. Equal scans give equal bytes but for `scan.id`, `scan.startedAt` and `scan.finishedAt`. */
export function scanJson(document: ScanDocument): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
