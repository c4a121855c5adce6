import type { Access } from '../auth/access.ts';
import { findLatestScans, toShown } from '../db/scans.ts';
import { findTargets } from '../db/targets.ts';
import type { ScanOverview, ShownScan } from '../scans/scan-overview.ts';

export interface FleetTarget {
  readonly id: string;
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly isDemo: boolean;
  /** The last request, whatever became of it. */
  readonly latest: ScanOverview | null;
  /** The last good result. */
  readonly result: ShownScan | null;
}

export async function listFleet(access: Access<'target:read'>): Promise<readonly FleetTarget[]> {
  access.demand('target:read');
  const targets = await findTargets();
  const scans = await findLatestScans(targets.map((target) => target.id));
  return targets.map((target) => {
    const found = scans.get(target.id);
    return {
      id: target.id,
      name: target.name,
      host: target.host,
      port: target.port,
      database: target.database,
      isDemo: target.isDemo,
      latest: found?.latest ?? null,
      result: found ? toShown(found.lastDone, found.latest) : null,
    };
  });
}
