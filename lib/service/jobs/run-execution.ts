import { setTimeout as pause } from 'node:timers/promises';
import type { ApplyLine } from '../../engine/remediation/apply/apply-hooks.ts';
import { inTransaction } from '../db/client.ts';
import { appendExecutionLine, type NewExecutionLine } from '../db/execution-lines.ts';
import {
  type ClaimedExecution,
  type ExecutionMark,
  markExecution,
  postponeExecution,
} from '../db/executions.ts';
import { ServiceError } from '../errors.ts';
import { logFailure } from '../log-failure.ts';
import { type ExecutionEnd, finishExecution } from '../remediation/finish-execution.ts';
import { EnvelopeError } from '../secrets/envelope.ts';
import { endedBefore, endOf } from './execution-end.ts';
import { type ExecutionAnswer, executionInThread, type RunOptions } from './execution-in-thread.ts';
import { applyInput, proveAgain } from './execution-input.ts';
import type { ExecutionReply, ExecutionRequest } from './execution-message.ts';
import { startExecutionPulse } from './execution-pulse.ts';
import { settleExecution } from './recover-executions.ts';
import { rehearsalInput } from './rehearsal-input.ts';
import { recordRehearsal } from './run-rehearsal.ts';
import { storable } from './scan-record.ts';

/** The longest script, each statement at its timeout, and some. */
const budgetMs = 15 * 60_000;

/**
 * Runs one claimed execution to its end, at most once, and records what became of it. What nobody can say when it ends, the
 * server is asked; where that cannot be now, the sweep asks later. Never throws.
 */
export async function runExecution(
  claim: ClaimedExecution,
  stopping: AbortSignal,
  options: RunOptions = {},
): Promise<void> {
  const pulse = startExecutionPulse(claim, stopping);
  const { direction } = claim;
  /** Of the bytes that run. */
  let digest = '';
  let mark: ExecutionMark | null = null;
  /** Set before the record is asked for: an answer that does not come leaves it unknown whether it was written. */
  let passing = false;
  /** Why it may not run any more. */
  let withdrawn: string | null = null;
  const record = async (made: ExecutionMark): Promise<ExecutionReply> => {
    passing = true;
    try {
      const marked = await inTransaction(async (transaction) => {
        // Approvals, people and bytes once more, at the last moment at which anything can still be held back.
        if (direction !== 'rehearsal') await proveAgain(transaction, claim, direction, digest);
        return markExecution(transaction, claim, made);
      });
      if (!marked) return 'lost';
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      withdrawn = error.message;
      return 'lost';
    }
    mark = made;
    return 'recorded';
  };
  const answer = async (request: ExecutionRequest): Promise<ExecutionReply> => {
    if (request.ask === 'line')
      return (await appendExecutionLine(claim, lineOf(request.line))) ? 'recorded' : 'lost';
    const at = new Date().toISOString();
    if (request.ask === 'commit')
      return record({
        at,
        anchor: request.anchor,
        stateAfter: request.states.stateAfter,
        outside: null,
        files: null,
      });
    return record({ at, anchor: null, stateAfter: null, outside: request.number, files: request.files });
  };
  const approvedInput = async (way: 'up' | 'down') => {
    const approved = await applyInput(claim, way);
    digest = approved.digest;
    return approved.input;
  };
  const endOfAnswer = async (message: ExecutionAnswer): Promise<ExecutionEnd | null> => {
    if (direction === 'rehearsal') return recordRehearsal(claim, message);
    const end = message.kind === 'applied' ? endOf(message.outcome, mark) : null;
    if (withdrawn === null || end === null || end.state === 'done') return end;
    return { ...end, code: 'not-approved', message: withdrawn };
  };
  const settle = () => settleExecution(claim, { state: 'committing', mark }, options);
  let settled: 'ended' | 'later' = 'later';
  let end: ExecutionEnd | null = null;
  try {
    const input = direction === 'rehearsal' ? await rehearsalInput(claim) : await approvedInput(direction);
    const message = await executionInThread(input, { budgetMs, signal: pulse.signal, answer, ...options });
    end = await endOfAnswer(message);
    settled = end === null ? await settle() : await finish(claim, end);
  } catch (error) {
    const told = error instanceof ServiceError || error instanceof EnvelopeError;
    if (!told) logFailure(`execution ${claim.id}`, error);
    // What is known stays known where only recording it went wrong; past the point of no return only the server knows.
    if (end === null && !passing)
      end = told
        ? { ...endedBefore('not-approved', error.message), state: 'failed' as const }
        : endedBefore('internal', 'Postern itself failed before anything was committed');
    settled = await (end === null ? settle() : finish(claim, end)).catch((again: unknown) => {
      logFailure(`ending execution ${claim.id}`, again);
      return 'later' as const;
    });
  }
  await pulse.stop();
  // The sweep asks again.
  if (settled === 'later')
    await postponeExecution(claim, 0).catch((error: unknown) => logFailure(`execution ${claim.id}`, error));
}

/** Our own database may be away for a moment: what happened is known here, and elsewhere only by asking the server again. */
async function finish(claim: ClaimedExecution, end: ExecutionEnd): Promise<'ended'> {
  for (let left = 10; ; left -= 1) {
    try {
      await finishExecution(claim, end);
      return 'ended';
    } catch (error) {
      if (left <= 1) throw error;
      await pause(500);
    }
  }
}

const kinds = { check: 'check', condition: 'check', statement: 'statement', transaction: 'info' } as const;

function lineOf(line: ApplyLine): NewExecutionLine {
  const { kind, text, outcome, sqlstate, ms, rows, warnings } = line;
  return storable({
    kind: outcome === 'failed' ? 'error' : kinds[kind],
    text,
    sqlstate,
    ms,
    rows,
    notices: warnings,
  });
}
