import type { Rehearsal } from '../../engine/remediation/rehearse/rehearsal.ts';
import { appendExecutionLine } from '../db/execution-lines.ts';
import type { ClaimedExecution } from '../db/executions.ts';
import { insertRehearsal } from '../db/rehearsals.ts';
import type { ExecutionEnd } from '../remediation/finish-execution.ts';
import type { ExecutionAnswer } from './execution-in-thread.ts';
import { storable } from './scan-record.ts';

/** What a rehearsal came to, written down with its log. Answers how its execution ends: done is also one that went wrong. */
export async function recordRehearsal(
  claim: ClaimedExecution,
  answer: ExecutionAnswer,
): Promise<ExecutionEnd> {
  if (answer.kind !== 'rehearsed') {
    const reason = answer.kind === 'unreachable' ? answer.reason : 'it came to no result';
    const message = `${reason.slice(0, 1).toUpperCase()}${reason.slice(1)}.`;
    return { state: 'failed', code: 'unreachable', message, outcome: { kind: 'refused' } };
  }
  const rehearsal = storable(answer.rehearsal);
  const seenStatements = storable(answer.seenStatements);
  for (const line of linesOf(rehearsal)) await appendExecutionLine(claim, line);
  await insertRehearsal(claim, { ...rehearsal, seenStatements });
  const { outcome, reason } = rehearsal;
  return {
    state: outcome === 'ok' ? 'done' : 'failed',
    code: outcome === 'ok' ? null : outcome,
    message: reason,
    outcome: { kind: outcome },
  };
}

function linesOf({ statements, notes, outcome, reason, where }: Rehearsal) {
  const words = { ms: null, rows: null, notices: null, sqlstate: null } as const;
  return [
    ...statements.map(({ sql, sqlstate, ms, warnings }) => ({
      kind: sqlstate === null ? ('statement' as const) : ('error' as const),
      text: sql,
      sqlstate,
      ms,
      rows: null,
      notices: warnings.length,
    })),
    ...notes.map((text) => ({ ...words, kind: 'info' as const, text })),
    outcome === 'ok'
      ? {
          ...words,
          kind: 'info' as const,
          text:
            where === 'throw-away'
              ? 'The throw-away server is removed: nothing of it remains'
              : 'Rolled back: nothing of it remains',
        }
      : { ...words, kind: 'error' as const, text: reason ?? outcome },
  ];
}
