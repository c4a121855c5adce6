import { ConnectFailure } from '../engine/connect/connect-failure.ts';
import { TargetProblem } from '../engine/connect/connection-target.ts';
import { visibleText } from '../engine/model/visible-text.ts';

/** Ends a command with code 2 or 3 and exactly one line on stderr. */
export class CommandFailure extends Error {
  readonly code: 2 | 3;

  constructor(code: 2 | 3, message: string) {
    super(message);
    this.name = 'CommandFailure';
    this.code = code;
  }
}

/** Unusable arguments or input file. */
export const unusable = (message: string) => new CommandFailure(2, message);

/** The code and the one line for whatever ended a command; never a stack, never raw text of a server. */
export function failureLine(error: unknown): { readonly code: 2 | 3; readonly line: string } {
  const said = (code: 2 | 3, message: string) => ({ code, line: `postern: ${visibleText(message, 600)}\n` });
  if (error instanceof CommandFailure) return said(error.code, error.message);
  if (error instanceof TargetProblem) return said(2, error.message);
  if (error instanceof ConnectFailure) return said(3, error.message);
  // A defect of ours. Its message may hold anything, so only its kind is told.
  const kind = error instanceof Error ? error.name : typeof error;
  return said(3, `internal error (${kind}); POSTERN_DEBUG=1 shows where. Please report it`);
}
