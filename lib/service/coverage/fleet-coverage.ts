import { z } from 'zod';
import { type CoverageThreat, threatStatuses } from '../../engine/coverage/coverage.ts';
import type { Access } from '../auth/access.ts';
import { readThreatStatuses } from '../db/coverage-evidence.ts';
import { type FleetTarget, listFleet } from '../fleet/list-fleet.ts';
import { type ScoreOverview, storedScoreOverview } from './stored-score.ts';

/** A threat as a fleet shows it: without its controls, which are one link away. */
export type FleetThreat = Omit<CoverageThreat, 'controls'>;

export interface FleetCoverageColumn {
  readonly target: FleetTarget;
  /** Null while the server was never scanned: every threat is unknown there. */
  readonly threats: readonly FleetThreat[] | null;
  /** Null before there was one. */
  readonly score: ScoreOverview | null;
}

const threats = z.array(
  z.object({
    id: z.string(),
    title: z.string(),
    status: z.enum(threatStatuses),
    residualRisk: z.string(),
    setAside: z.string().nullable(),
  }),
);

/** Every registered server with its threats and its score, as their last good scans saw them: two queries in all. */
export async function fleetCoverage(
  access: Access<'target:read' | 'finding:read'>,
): Promise<readonly FleetCoverageColumn[]> {
  access.demand('finding:read');
  const fleet = await listFleet(access);
  const scans = fleet.flatMap((target) => (target.result === null ? [] : [target.result.id]));
  const rows = new Map((await readThreatStatuses(scans)).map((row) => [row.id, row]));
  return fleet.map((target) => {
    const row = target.result === null ? undefined : rows.get(target.result.id);
    return {
      target,
      threats: row ? threats.parse(row.threats ?? []) : null,
      score: row ? storedScoreOverview(row.score) : null,
    };
  });
}
