import { gunzipSync } from 'node:zlib';
import { startThrowAway } from '../../embedded/throw-away-server.ts';
import { ConnectFailure } from '../../engine/connect/connect-failure.ts';
import type { ConnectionTarget } from '../../engine/connect/connection-target.ts';
import type { Inventory } from '../../engine/inventory/inventory.ts';
import { rehearse } from '../../engine/remediation/rehearse/rehearse.ts';
import type { ExecutionInput, FromExecution } from './execution-message.ts';
import { judgedLayers } from './judged-layers.ts';

/** The plan tried out on its database, judged by the policy in force. Throws what is no failure of the connection. */
export async function rehearseInThread(
  input: Extract<ExecutionInput, { work: 'rehearse' }>,
  target: ConnectionTarget,
  signal: AbortSignal,
): Promise<FromExecution> {
  const inventory: Inventory = JSON.parse(gunzipSync(input.snapshot).toString('utf8'));
  try {
    const rehearsal = await rehearse(target, input.plan, judgedLayers(input), {
      inventory,
      signal,
      now: () => new Date(),
      startThrowAway,
    });
    return { kind: 'rehearsed', rehearsal };
  } catch (error) {
    if (!(error instanceof ConnectFailure)) throw error;
    return { kind: 'unreachable', code: error.code, reason: error.message };
  }
}
