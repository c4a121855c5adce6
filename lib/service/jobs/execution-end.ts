import type { ApplyOutcome } from '../../engine/remediation/apply/apply-outcome.ts';
import type { ExecutionMark } from '../db/executions.ts';
import type { ExecutionEnd } from '../remediation/finish-execution.ts';

/** A sentence for people, as others stand in the page. */
const sentence = (text: string) => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;

/** What an outcome of the engine is recorded as; null where nobody knows yet and the server has to be asked. */
export function endOf(outcome: ApplyOutcome, mark: ExecutionMark | null): ExecutionEnd | null {
  switch (outcome.kind) {
    case 'done':
      return {
        state: 'done',
        code: null,
        message: null,
        outcome: { ...mark, kind: 'done', ...outcome.states },
      };
    case 'refused':
    case 'rolled-back': {
      const { kind, code, reason, sqlstate, statement, passing } = outcome;
      const where =
        statement === null
          ? ''
          : ` (statement ${statement}${sqlstate === null ? '' : `, SQLSTATE ${sqlstate}`})`;
      const again = passing ? '; it may be requested again' : '';
      return {
        state: kind === 'refused' ? 'failed' : 'rolled-back',
        code,
        message: sentence(`${reason}${where}${again}`),
        outcome: { ...mark, kind, sqlstate, statement, passing },
      };
    }
    case 'uncertain':
      return null;
  }
}

/** Ended by its own worker's fault before the point of no return: nothing of it can have remained. */
export function endedBefore(code: string, message: string): ExecutionEnd {
  return {
    state: 'rolled-back',
    code,
    message: sentence(message),
    outcome: { kind: 'rolled-back', passing: true },
  };
}

export function needsHuman(reason: string, mark: ExecutionMark | null): ExecutionEnd {
  return {
    state: 'needs-human',
    code: 'needs-human',
    message: sentence(`Nobody can say by itself whether it was done: ${reason}`),
    outcome: { ...mark, kind: 'unknown' },
  };
}
