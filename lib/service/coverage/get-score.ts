import type { Score } from '../../engine/coverage/score.ts';
import type { Access } from '../auth/access.ts';
import { findScanJson } from '../db/scan-results.ts';
import { requireResult } from '../scans/shown-scan.ts';
import { requireTarget } from '../targets/get-target.ts';
import { storedScore } from './stored-score.ts';

/** The score of the last good scan with its arithmetic; null for a result from before there was one. */
export async function getScore(access: Access<'finding:read'>, targetId: string): Promise<Score | null> {
  access.demand('finding:read');
  await requireTarget(targetId);
  const scan = await requireResult(targetId);
  return storedScore(await findScanJson(scan.id, 'score'));
}
