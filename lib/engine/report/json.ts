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

type RemediationEntry = FindingEntry['remediation'];

/** What mends a finding, in the shape of the contract. */
export function remediationEntry(control: string, plan: Plan): RemediationEntry {
  return {
    kind: plan.kind,
    up: plan.upText,
    down: plan.downText,
    database: plan.database,
    restartNeeded: plan.restartNeeded,
    handOff: plan.handOff,
    irreversible: plan.irreversible,
    mayBreak: controlById(control)?.caution ?? null,
  };
}

function findingEntry(finding: Finding, remediationOf: (finding: Finding) => RemediationEntry): FindingEntry {
  const { fingerprint, control, severity, title, evidence, threats, references, accepted } = finding;
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
    // Scripts are many times what else there is to say of a finding: each is made when it is written out, and not kept.
    get remediation() {
      return remediationOf(finding);
    },
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

/**
 * A scan as plain data, in the shape and order of the contract. `remediationOf` is asked whenever an entry's remediation is read;
 * without it, entries have the whole scripts.
 */
export function scanDocument(
  result: ScanResult,
  remediationOf: (finding: Finding) => RemediationEntry = (finding) =>
    remediationEntry(finding.control, result.planOf(finding)),
): ScanDocument {
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
    findings: findings.sort(compareFindings).map((finding) => findingEntry(finding, remediationOf)),
    coverage: result.coverage,
    decisions: result.decisions,
    score: result.score,
    encryption: result.encryption,
  };
}

/** A value as it stands `depth` levels deep in indented JSON. Line feeds in names are escaped there: those left are ours. */
const indented = (value: unknown, depth: number) =>
  JSON.stringify(value, null, 2).replaceAll('\n', `\n${'  '.repeat(depth)}`);

function* listText(list: readonly unknown[]): Generator<string> {
  if (list.length === 0) return yield '[]';
  for (const [at, each] of list.entries()) yield `${at === 0 ? '[' : ','}\n    ${indented(each, 2)}`;
  yield '\n  ]';
}

/**
 * The document as text, in pieces: that of a large cluster is longer than a string can be. Equal scans give equal bytes but for
 * `scan.id`, `scan.startedAt` and `scan.finishedAt`.
 */
export function* scanJson(document: Partial<ScanDocument>): Generator<string> {
  const entries: readonly [string, unknown][] = Object.entries(document).filter(
    ([, value]) => value !== undefined,
  );
  for (const [at, [key, value]] of entries.entries()) {
    yield `${at === 0 ? '{' : ','}\n  ${JSON.stringify(key)}: `;
    if (Array.isArray(value)) yield* listText(value);
    else yield indented(value, 1);
  }
  yield '\n}\n';
}
