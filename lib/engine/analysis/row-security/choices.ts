/** The expression cannot be computed in this case: the server would raise an error, and no row is seen. */
export class EvaluationError extends Error {}

/** More cases than are worth looking at. */
export class TooManyCases extends Error {}

/**
 * What is assumed of every `current_setting` while the cases are gone through, and of `auth.uid()` and its like, which
 * say nothing where the settings do not. `present`: neither NULL nor empty.
 */
export type AssumedSetting = 'any' | 'absent' | 'empty' | 'present';

/** One case: every question that the expression leaves open is answered, each always in the same way. */
export interface Choices {
  readonly setting: AssumedSetting;
  /** Columns that cannot be NULL. */
  readonly notNull: ReadonlySet<string>;
  /** Answers a question; `aboutNullColumn` marks a yes as the case of a NULL in the row. */
  choose(question: string, aboutNullColumn?: boolean): boolean;
}

const caseLimit = 4096;

/** What came out of one case; `nullColumn` where the row has a NULL in it. */
export interface CaseOutcome {
  readonly outcome: boolean | null | 'error';
  readonly nullColumn: boolean;
}

/** Goes through every combination of answers, as far as anybody asks. Throws `TooManyCases` past a few thousand. */
export function* everyCase(
  assumptions: { readonly setting: AssumedSetting; readonly notNull: ReadonlySet<string> },
  evaluate: (choices: Choices) => boolean | null,
): Generator<CaseOutcome> {
  let script: boolean[] = [];
  for (let done = 0; ; done += 1) {
    if (done >= caseLimit) throw new TooManyCases();
    const answers = new Map<string, boolean>();
    const given: boolean[] = [];
    let nullColumn = false;
    const choose = (question: string, aboutNullColumn = false): boolean => {
      let answer = answers.get(question);
      if (answer === undefined) {
        answer = script[given.length] ?? false;
        given.push(answer);
        answers.set(question, answer);
      }
      if (answer && aboutNullColumn) nullColumn = true;
      return answer;
    };
    let outcome: CaseOutcome['outcome'];
    try {
      outcome = evaluate({ ...assumptions, choose });
    } catch (error) {
      if (!(error instanceof EvaluationError)) throw error;
      outcome = 'error';
    }
    yield { outcome, nullColumn };
    const turn = given.lastIndexOf(false);
    if (turn < 0) return;
    script = [...given.slice(0, turn), true];
  }
}
