import { gunzipSync } from 'node:zlib';
import { startThrowAway } from '../../embedded/throw-away-server.ts';
import { ConnectFailure } from '../../engine/connect/connect-failure.ts';
import type { ConnectionTarget } from '../../engine/connect/connection-target.ts';
import type { Inventory } from '../../engine/inventory/inventory.ts';
import { loadScriptParser } from '../../engine/remediation/check-script.ts';
import { rehearse } from '../../engine/remediation/rehearse/rehearse.ts';
import { askSeenStatements, notAsked } from './ask-seen-statements.ts';
import type { ExecutionInput, FromExecution } from './execution-message.ts';
import { judgedLayers } from './judged-layers.ts';
import { targetOf } from './thread-connection.ts';

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
    await loadScriptParser();
    const seenStatements =
      'unknown' in input.scanner
        ? notAsked(input.scanner.unknown)
        : await askSeenStatements(targetOf(input.scanner), input.plan, inventory, signal);
    return { kind: 'rehearsed', rehearsal, seenStatements };
  } catch (error) {
    if (!(error instanceof ConnectFailure)) throw error;
    return { kind: 'unreachable', code: error.code, reason: error.message };
  }
}
