/** Something wrong with a policy document. With an `error` the document is not used; a `warning` does not stop it. */
export interface PolicyProblem {
  readonly severity: 'error' | 'warning';
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
  /** Keys and positions from the top, for example `roles[2].kind`; empty for the document as a whole. */
  readonly path: string;
  /** One sentence: what is wrong. May hold text of the document: show it escaped. */
  readonly message: string;
  /** One sentence: what to do. */
  readonly remedy: string;
}

export type PathSegment = string | number;

/** A problem before it is known where in the text it stands. `at: 'key'` points at the key itself, else at its value. */
export interface ProblemAt {
  readonly severity?: 'error' | 'warning';
  readonly path: readonly PathSegment[];
  readonly at?: 'key' | 'value';
  readonly message: string;
  readonly remedy: string;
}

export function pathText(path: readonly PathSegment[]): string {
  let text = '';
  for (const segment of path) {
    if (typeof segment === 'number') text += `[${segment}]`;
    else text += text === '' ? segment : `.${segment}`;
  }
  return text;
}
