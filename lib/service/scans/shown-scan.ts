import { findLatestScans, toShown } from '../db/scans.ts';
import { ServiceError } from '../errors.ts';
import type { ShownScan } from './scan-overview.ts';

/** The last good result of a target, or null when there is none yet. */
export async function lastResult(targetId: string): Promise<ShownScan | null> {
  const found = (await findLatestScans([targetId])).get(targetId);
  return found ? toShown(found.lastDone, found.latest) : null;
}

/** The last good result; `not-found` when there is none yet. */
export async function requireResult(targetId: string): Promise<ShownScan> {
  const shown = await lastResult(targetId);
  if (shown === null) throw new ServiceError('not-found', 'This database has no finished scan yet.');
  return shown;
}
