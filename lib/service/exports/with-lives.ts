import { controlById } from '../../engine/controls/registry.ts';
import { objectEntry } from '../../engine/report/json.ts';
import type { FindingEntry, FindingLife, ScanDocument } from '../../engine/report/scan-document.ts';
import type { FindingScope } from '../db/finding-where.ts';
import { findAllInFilter } from '../db/findings.ts';
import { ServiceError } from '../errors.ts';
import type { FindingQuery } from '../findings/finding-query.ts';
import { type FindingListRow, toListRow } from '../findings/listed-finding.ts';
import { storedEvidence, storedObject } from '../findings/stored-finding.ts';

/** More than any list was seen to have, and about as many as fit into memory. Nobody gets a part of a list as if it were all. */
const mostFindings = 500_000;

export type StoredFinding = Awaited<ReturnType<typeof findAllInFilter>>[number];

/** Every finding the query leaves, in its order. Throws `too-large`. */
export async function findingsInFilter(
  scope: FindingScope,
  query: FindingQuery,
): Promise<readonly StoredFinding[]> {
  const records = await findAllInFilter(scope, query, mostFindings + 1);
  if (records.length <= mostFindings) return records;
  throw new ServiceError(
    'too-large',
    `These are more than ${mostFindings} findings: choose fewer with the filters, and export them in parts.`,
  );
}

/** The document with exactly these findings, in this order, each with where it stands. */
export function withRecords<Document extends Pick<ScanDocument, 'findings'>>(
  document: Document,
  records: readonly StoredFinding[],
  scope: FindingScope,
): Document {
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

/** As it was last seen: by the last scan, or by an earlier one where it is fixed, in the baseline, or not looked at since. */
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
