import type { BaselineApproval, Evidence } from '../../engine/model/finding.ts';
import type { ObjectRef } from '../../engine/model/object-ref.ts';
import type { Reference } from '../../engine/model/reference.ts';
import type { Access } from '../auth/access.ts';
import { findFindingRecord, findFindingRow } from '../db/findings.ts';
import { ServiceError } from '../errors.ts';
import type { ShownScan } from '../scans/scan-overview.ts';
import { requireResult } from '../scans/shown-scan.ts';
import { requireTarget } from '../targets/get-target.ts';
import { type FindingListRow, toListRow } from './listed-finding.ts';
import { type ShownRemedy, shownRemedy } from './shown-remedy.ts';
import { storedApproval, storedEvidence, storedObject, storedReferences } from './stored-finding.ts';
import { todayUtc } from './today-utc.ts';

export interface FindingDetail extends Omit<FindingListRow, 'remediation'> {
  readonly scan: ShownScan;
  readonly objectRef: ObjectRef;
  readonly evidence: Evidence;
  readonly references: readonly Reference[];
  /** Null for what the last scan does not list: fixed, approved by the baseline, or not looked at. */
  readonly remediation: ShownRemedy | null;
  /** Who approved the row, where the policy's baseline does. */
  readonly baseline: BaselineApproval | null;
}

/** One finding, of the last good scan or as the last scan that had it saw it. `not-found` when no scan ever had it. */
export async function getFinding(
  access: Access<'finding:read'>,
  targetId: string,
  fingerprint: string,
): Promise<FindingDetail> {
  access.demand('finding:read');
  await requireTarget(targetId);
  const scan = await requireResult(targetId);
  const [record, row] = await Promise.all([
    findFindingRecord(targetId, fingerprint),
    findFindingRow(scan.id, fingerprint),
  ]);
  if (record === null) throw new ServiceError('not-found', 'No scan of this database has such a finding.');
  return {
    ...toListRow(record, { scanIds: [scan.id], today: todayUtc() }),
    scan,
    objectRef: storedObject(record.object),
    evidence: storedEvidence(record.evidence),
    references: row === null ? [] : storedReferences(row.references),
    remediation: row === null ? null : await shownRemedy(access, targetId, record),
    baseline: storedApproval(record.baseline),
  };
}
