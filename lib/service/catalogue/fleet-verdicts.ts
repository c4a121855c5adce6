import { registry } from '../../engine/controls/registry.ts';
import type { Access } from '../auth/access.ts';
import { storedStatus } from '../coverage/stored-coverage.ts';
import { readFleetVerdicts } from '../db/fleet-verdicts.ts';
import { todayUtc } from '../findings/today-utc.ts';
import { listFleet } from '../fleet/list-fleet.ts';
import { type Standing, standingOf } from './standing.ts';

export interface Server {
  readonly id: string;
  readonly name: string;
}

export interface ControlOnServer {
  readonly server: Server;
  readonly standing: Standing;
  /** Why, where it is unknown or does not apply, or may be wider than what was found. */
  readonly reason: string | null;
  readonly open: number;
}

/** Every control on every registered server, as the last good scans saw them. */
export interface FleetVerdicts {
  readonly servers: readonly Server[];
  /** Servers without any good result: everything is unknown there. */
  readonly unread: readonly Server[];
  /** Servers whose result may no longer hold. */
  readonly stale: readonly Server[];
  on(control: string): readonly ControlOnServer[];
}

const neverRead = { standing: 'unknown', reason: 'No scan of this server has succeeded', open: 0 } as const;
const notJudged = {
  standing: 'unknown',
  reason: 'The last result is older than this control: scan again, or have it judged again',
  open: 0,
} as const;

/** Of one control, or of all with `null`. */
export async function fleetVerdicts(
  access: Access<'target:read' | 'finding:read'>,
  control: string | null = null,
): Promise<FleetVerdicts> {
  access.demand('finding:read');
  const fleet = await listFleet(access);
  const scans = fleet.flatMap((target) => target.result ?? []);
  const rows = await readFleetVerdicts(
    scans.map((scan) => scan.id),
    todayUtc(),
    control,
  );
  const judged = new Map(rows.map((row) => [`${row.scanId} ${row.control}`, row]));
  const servers = fleet.map(({ id, name }) => ({ id, name }));
  const named = (ids: ReadonlySet<string>) => servers.filter((server) => ids.has(server.id));
  const wanted = registry.filter((one) => control === null || one.id === control);
  const byControl = new Map(
    wanted.map(({ id }) => [
      id,
      fleet.map(({ id: targetId, name, result }): ControlOnServer => {
        const server = { id: targetId, name };
        if (result === null) return { server, ...neverRead };
        const row = judged.get(`${result.id} ${id}`);
        if (row === undefined) return { server, ...notJudged };
        const { reason, open, found } = row;
        return { server, standing: standingOf(storedStatus(row.status), reason, open, found), reason, open };
      }),
    ]),
  );
  return {
    servers,
    unread: named(new Set(fleet.filter(({ result }) => result === null).map(({ id }) => id))),
    stale: named(new Set(fleet.filter(({ result }) => result?.stale).map(({ id }) => id))),
    on: (id) => byControl.get(id) ?? [],
  };
}
