import { controlById } from '../../engine/controls/registry.ts';
import { objectEntry } from '../../engine/report/json.ts';
import type { FindingEntry, FindingLife, ScanDocument } from '../../engine/report/scan-document.ts';
import type { FindingScope } from '../db/finding-where.ts';
import { findAllInFilter } from '../db/findings.ts';
import type { FindingQuery } from '../findings/finding-query.ts';
import { type FindingListRow, toListRow } from '../findings/listed-finding.ts';
import { storedEvidence, storedObject } from '../findings/stored-finding.ts';

/** More than any list was seen to have; a report beyond it says nothing that a reader could still take in. */
export const mostFindings = 100_000;

export type StoredFinding = Awaited<ReturnType<typeof findAllInFilter>>[number];

/** The document with exactly the findings the query leaves, in its order, each with where it stands. */
export async function withLives(
  document: ScanDocument,
  scope: FindingScope,
  query: FindingQuery,
): Promise<ScanDocument> {
  return withRecords(document, await findAllInFilter(scope, query, mostFindings), scope);
}

/** The document with exactly these findings, in this order, each with where it stands. */
export function withRecords(
  document: ScanDocument,
  records: readonly StoredFinding[],
  scope: FindingScope,
): ScanDocument {
  const entries = new Map(document.findings.map((finding) => [finding.fingerprint, finding]));
  const findings = records.map((record): FindingEntry => {
    const row = toListRow(record, scope);
    const entry = entries.get(record.fingerprint) ?? asLastSeen(record, row);
    return { ...entry, accepted: row.accepted, life: lifeOf(row) };
  });
  return { ...document, findings };
}

function lifeOf(row: FindingListRow): FindingLife {
  return {
    state: row.state,
    assignee: row.assignee?.name ?? null,
    due: row.dueOn,
    firstSeen: row.firstSeenAt,
    lastSeen: row.lastSeenAt,
    waiting: row.waiting,
  };
}

/** What the last scan does not list: fixed, approved by the baseline, or not looked at since. */
function asLastSeen(record: StoredFinding, row: FindingListRow): FindingEntry {
  return {
    fingerprint: row.fingerprint,
    control: row.control,
    severity: row.severity,
    title: row.title,
    object: objectEntry(storedObject(record.object)),
    evidence: storedEvidence(record.evidence),
    evidenceDigest: record.evidenceDigest,
    threats: row.threats,
    references: controlById(row.control)?.references ?? [],
    accepted: row.accepted,
    remediation: null,
  };
}
