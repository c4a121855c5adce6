import type { Evidence } from '../../engine/model/finding.ts';
import type { ObjectRef } from '../../engine/model/object-ref.ts';
import type { Reference } from '../../engine/model/reference.ts';
import type { Access } from '../auth/access.ts';
import { findFindingRow } from '../db/findings.ts';
import { ServiceError } from '../errors.ts';
import type { ShownScan } from '../scans/scan-overview.ts';
import { requireResult } from '../scans/shown-scan.ts';
import { requireTarget } from '../targets/get-target.ts';
import type { FindingListRow } from './list-findings.ts';
import {
  type StoredRemediation,
  storedAcceptance,
  storedArea,
  storedEvidence,
  storedObject,
  storedReferences,
  storedRemediation,
  storedSeverity,
} from './stored-finding.ts';

export interface FindingDetail extends Omit<FindingListRow, 'remediation'> {
  readonly scan: ShownScan;
  readonly objectRef: ObjectRef;
  readonly evidence: Evidence;
  readonly references: readonly Reference[];
  readonly remediation: StoredRemediation | null;
}

/** One finding of the last good scan. `not-found` when that scan does not have it (it may have been mended since). */
export async function getFinding(
  access: Access<'finding:read'>,
  targetId: string,
  fingerprint: string,
): Promise<FindingDetail> {
  access.demand('finding:read');
  await requireTarget(targetId);
  const scan = await requireResult(targetId);
  const row = await findFindingRow(scan.id, fingerprint);
  if (row === null) throw new ServiceError('not-found', 'The last scan does not have this finding.');
  return {
    scan,
    fingerprint: row.fingerprint,
    control: row.control,
    area: storedArea(row.area),
    severity: storedSeverity(row.severity),
    title: row.title,
    objectKind: row.objectKind,
    object: row.objectText,
    objectRef: storedObject(row.object),
    database: row.database,
    threats: row.threats,
    evidence: storedEvidence(row.evidence),
    references: storedReferences(row.references),
    remediation: storedRemediation(row.remediation),
    accepted: storedAcceptance(row.accepted),
  };
}
