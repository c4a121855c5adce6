import type { Access } from '../auth/access.ts';
import { findScan, findScansOf } from '../db/scans.ts';
import { ServiceError } from '../errors.ts';
import type { ScanOverview } from './scan-overview.ts';

export async function getScan(access: Access<'target:read'>, scanId: string): Promise<ScanOverview> {
  access.demand('target:read');
  const scan = await findScan(scanId);
  if (scan === null) throw new ServiceError('not-found', 'There is no such scan.');
  return scan;
}

/** Newest first, the last `limit`. */
export async function listScans(
  access: Access<'target:read'>,
  targetId: string,
  limit = 50,
): Promise<readonly ScanOverview[]> {
  access.demand('target:read');
  return findScansOf(targetId, limit);
}
