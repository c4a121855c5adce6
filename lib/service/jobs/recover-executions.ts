import type { Recovery } from '../../engine/remediation/apply/recover-execution.ts';
import {
  type ClaimedExecution,
  type ExecutionMark,
  type LiveExecutionState,
  postponeExecution,
  takeOverExecutions,
} from '../db/executions.ts';
import { ServiceError } from '../errors.ts';
import { logFailure } from '../log-failure.ts';
import { type ExecutionEnd, finishExecution } from '../remediation/finish-execution.ts';
import { EnvelopeError } from '../secrets/envelope.ts';
import { endedBefore, needsHuman } from './execution-end.ts';
import { executionInThread, type RunOptions } from './execution-in-thread.ts';
import { recoverInputs } from './execution-input.ts';
import type { ExecutionInput } from './execution-message.ts';
import { startExecutionPulse } from './execution-pulse.ts';

/** How long the server may go on with it, or refuse to let anybody ask, before a person has to look: longer than its own time-outs. */
const patienceMs = 10 * 60_000;
/** How long a server may be away: one that is gone for good must not keep its database from ever being changed again. */
const awayMs = 24 * 60 * 60_000;
const askAgainMs = 2000;
const askBudgetMs = 60_000;

/** Executions whose worker fell silent are brought to their end: by what is recorded, or by asking the server. Never by running them. */
export async function recoverExecutions(options: RunOptions = {}): Promise<void> {
  for (const orphan of await takeOverExecutions()) {
    const pulse = startExecutionPulse(orphan, new AbortController().signal);
    const settled = await settleExecution(orphan, orphan, options).catch((error: unknown) => {
      logFailure(`recovering execution ${orphan.id}`, error);
      return 'later' as const;
    });
    await pulse.stop();
    if (settled === 'later') await postponeExecution(orphan, askAgainMs);
  }
}

/** `known`: how far it was, as recorded. The claim has to be held. `later`: nobody can say yet, ask again. */
export async function settleExecution(
  claim: ClaimedExecution,
  known: { readonly state: LiveExecutionState; readonly mark: ExecutionMark | null },
  options: RunOptions = {},
): Promise<'ended' | 'later'> {
  const { state, mark } = known;
  const finish = async (end: ExecutionEnd) => {
    await finishExecution(claim, end);
    return 'ended' as const;
  };
  // COMMIT is only sent once the transaction is recorded, and whoever had it can record nothing any more.
  if (state === 'running')
    return finish(endedBefore('worker-lost', 'the worker ended before anything was committed'));
  if (mark === null) return 'later';
  const recovery = await asked(claim, mark, options);
  const waited = Date.now() - new Date(mark.at).getTime();
  switch (recovery.kind) {
    case 'done':
      return finish({
        state: 'done',
        code: null,
        message: null,
        outcome: {
          ...mark,
          kind: 'done',
          stateAfter: mark.stateAfter ?? recovery.stateAfter,
          recovered: true,
        },
      });
    case 'not-done':
      return finish({
        ...endedBefore('worker-lost', 'it was not committed; it may be requested again'),
        outcome: { ...mark, kind: 'rolled-back', passing: true, recovered: true },
      });
    case 'running':
      if (waited < patienceMs) return 'later';
      return finish(needsHuman('it is still under way on the server', mark));
    case 'unreachable':
      if (waited < (passes.has(recovery.code) ? awayMs : patienceMs)) return 'later';
      return finish(needsHuman(recovery.reason, mark));
    case 'unknown':
      return finish(needsHuman(recovery.reason, mark));
  }
}

/** Where there is nothing left to ask with (a credential forgotten, a key lost, an address refused) it has to be given back in time. */
async function asked(claim: ClaimedExecution, mark: ExecutionMark, options: RunOptions): Promise<Recovery> {
  try {
    return await askServer(await recoverInputs(claim, mark), options);
  } catch (error) {
    if (!(error instanceof ServiceError || error instanceof EnvelopeError)) throw error;
    return { kind: 'unreachable', code: 'authentication', reason: error.message };
  }
}

/** By one credential after the other, until a server answers. */
async function askServer(inputs: readonly ExecutionInput[], options: RunOptions): Promise<Recovery> {
  let recovery: Recovery = { kind: 'unknown', reason: 'there is no credential to ask the server with' };
  for (const input of inputs) {
    const answer = await executionInThread(input, {
      budgetMs: askBudgetMs,
      signal: new AbortController().signal,
      answer: async () => 'failed',
      ...options,
    });
    if (answer.kind === 'recovered') recovery = answer.recovery;
    if (recovery.kind !== 'unreachable') break;
  }
  return recovery;
}

/** A server that is away comes back, and then knows; there is nothing a person could look at before. */
const passes: ReadonlySet<string> = new Set([
  'name-resolution',
  'refused',
  'socket-missing',
  'unreachable',
  'timeout',
  'connection-lost',
  'unavailable',
  'too-many-connections',
]);
