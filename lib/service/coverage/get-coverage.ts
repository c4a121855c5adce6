import type { Coverage } from '../../engine/coverage/coverage.ts';
import type { Gap } from '../../engine/model/gap.ts';
import type { Verdict } from '../../engine/model/verdict.ts';
import type { Access } from '../auth/access.ts';
import { findScanJson, findVerdicts } from '../db/scan-results.ts';
import type { ShownScan } from '../scans/scan-overview.ts';
import { requireResult } from '../scans/shown-scan.ts';
import { requireTarget } from '../targets/get-target.ts';
import { storedCoverage, storedGaps, storedStatus } from './stored-coverage.ts';

/** A verdict without its findings, which have a list of their own. */
export interface VerdictOverview extends Omit<Verdict, 'findings'> {
  /** Findings, accepted ones included. */
  readonly findings: number;
}

async function result(targetId: string): Promise<ShownScan> {
  await requireTarget(targetId);
  return requireResult(targetId);
}

/** Every verdict of the last good scan, by control. */
export async function listVerdicts(
  access: Access<'finding:read'>,
  targetId: string,
): Promise<readonly VerdictOverview[]> {
  access.demand('finding:read');
  const scan = await result(targetId);
  const verdicts = await findVerdicts(scan.id);
  return verdicts.map((row) => ({
    control: row.control,
    status: storedStatus(row.status),
    reason: row.reason,
    gaps: storedGaps(row.gaps),
    findings: row.findings,
  }));
}

/** The coverage of the last good scan whole, with every verdict behind its cells. */
export async function getCoverage(
  access: Access<'finding:read'>,
  targetId: string,
): Promise<{
  readonly scan: ShownScan;
  readonly coverage: Coverage;
  readonly verdicts: readonly VerdictOverview[];
}> {
  access.demand('finding:read');
  const scan = await result(targetId);
  const [coverage, verdicts] = await Promise.all([
    findScanJson(scan.id, 'coverage'),
    listVerdicts(access, targetId),
  ]);
  return { scan, coverage: storedCoverage(coverage), verdicts };
}

/** What could not be read, why, and the grant that would allow it. */
export async function listGaps(
  access: Access<'finding:read'>,
  targetId: string,
): Promise<{ readonly scan: ShownScan; readonly gaps: readonly Gap[] }> {
  access.demand('finding:read');
  const scan = await result(targetId);
  return { scan, gaps: storedGaps(await findScanJson(scan.id, 'gaps')) };
}
