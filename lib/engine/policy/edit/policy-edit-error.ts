import type { PolicyProblem } from '../policy-problem.ts';

/**
 * - `unreadable`: the text is no YAML, or the section to edit has another shape.
 * - `missing`, `exists`, `ambiguous`: the entry of that key is not there, is there already, stands there twice.
 * - `invalid`: the document that comes out has errors; nothing of the edit is kept.
 */
export type PolicyEditCode = 'unreadable' | 'missing' | 'exists' | 'ambiguous' | 'invalid';

/** An edit that cannot be made. The message is a sentence for people; it may hold text of the document: show it escaped. */
export class PolicyEditError extends Error {
  override readonly name = 'PolicyEditError';
  readonly code: PolicyEditCode;
  /** With line, column and remedy, where the document itself is at fault. */
  readonly problems: readonly PolicyProblem[];

  constructor(code: PolicyEditCode, message: string, problems: readonly PolicyProblem[] = []) {
    super(message);
    this.code = code;
    this.problems = problems;
  }
}
