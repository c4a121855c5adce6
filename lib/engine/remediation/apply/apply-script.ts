import type { ConnectionTarget } from '../../connect/connection-target.ts';
import { openWriteSession } from '../../connect/write-session.ts';
import { loadScriptParser } from '../check-script.ts';
import type { ApplyHooks } from './apply-hooks.ts';
import type { ApplyOutcome } from './apply-outcome.ts';
import { refusalOf } from './apply-refusal.ts';
import type { ApplySession } from './apply-session.ts';
import type { ApprovedScript } from './approved-script.ts';
import { checkIdentity, checkScript } from './check-server.ts';
import { stepper } from './logged-step.ts';
import { runInTransaction } from './run-in-transaction.ts';
import { runOutside } from './run-outside.ts';

export interface ApplyOptions {
  /** ISO 8601 UTC. */
  readonly now: string;
  readonly signal?: AbortSignal;
  /** Milliseconds; how long one statement waits for a lock, and how long it may take. */
  readonly lockMs?: number;
  readonly statementMs?: number;
  /** For tests: a session that stops at a point. */
  readonly open?: (target: ConnectionTarget) => Promise<ApplySession>;
}

/**
 * Runs what was approved where it was approved, or nothing at all. Nothing is sent again, whatever goes wrong: an outcome that
 * nobody knows is `uncertain`, and `recoverExecution` asks the server later. Never throws.
 */
export async function applyScript(
  target: ConnectionTarget,
  script: ApprovedScript,
  hooks: ApplyHooks,
  options: ApplyOptions,
): Promise<ApplyOutcome> {
  const open = async () => {
    const session = await (
      options.open ?? ((to) => openWriteSession(to, options.signal ? { signal: options.signal } : {}))
    )(target);
    try {
      checkIdentity(session, script);
    } catch (error) {
      await session.close();
      throw error;
    }
    return session;
  };
  let session: ApplySession | null = null;
  const step = stepper(hooks, () => session?.takeWarnings() ?? []);
  try {
    await loadScriptParser();
    checkScript(script, target);
    const opened = await step('check', 'The server is the one that was approved', open);
    session = opened;
    const transactional = script.statements.every((statement) => statement.transactional);
    const run = transactional ? runInTransaction : runOutside;
    return await run({ session: opened, script, hooks, step, options, beside: open });
  } catch (error) {
    return refusalOf(error).outcome('refused');
  } finally {
    await session?.close();
  }
}
