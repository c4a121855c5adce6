import type { FindingScope } from '../db/finding-where.ts';
import { findLatestScans, toShown } from '../db/scans.ts';
import { findTargets } from '../db/targets.ts';
import type { ShownScan } from '../scans/scan-overview.ts';
import { todayUtc } from './today-utc.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Every registered target with its last good result, and what a list over them has to say about the rest. */
export interface Fleet {
  readonly scope: FindingScope;
  readonly targets: ReadonlyMap<string, Named>;
  /** Targets with a good result, with that result. */
  readonly read: readonly { readonly target: Named; readonly scan: ShownScan }[];
  /** Targets without any good result: of these nothing is known. */
  readonly unread: readonly Named[];
  /** Targets whose result may no longer hold. */
  readonly stale: readonly Named[];
}

export async function fleetScope(me: string | null): Promise<Fleet> {
  const targets = await findTargets();
  const scans = await findLatestScans(targets.map((target) => target.id));
  const shown = targets.map((target) => {
    const found = scans.get(target.id);
    return {
      target: { id: target.id, name: target.name },
      scan: found ? toShown(found.lastDone, found.latest) : null,
    };
  });
  const read = shown.flatMap(({ target, scan }) => (scan === null ? [] : [{ target, scan }]));
  return {
    scope: {
      targetIds: read.map(({ target }) => target.id),
      scanIds: read.map(({ scan }) => scan.id),
      today: todayUtc(),
      me,
    },
    targets: new Map(shown.map(({ target }) => [target.id, target])),
    read,
    unread: shown.flatMap(({ target, scan }) => (scan === null ? [target] : [])),
    stale: read.flatMap(({ target, scan }) => (scan.stale ? [target] : [])),
  };
}
