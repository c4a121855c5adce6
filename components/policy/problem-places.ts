import type { DraftProblem } from '#lib/service/policy/check-draft.ts';

const below = (path: string, place: string) =>
  path === place || path.startsWith(`${place}.`) || path.startsWith(`${place}[`);

/** What is wrong at a place of the document or below it, of this document. */
export function problemsAt(problems: readonly DraftProblem[], place: string): readonly DraftProblem[] {
  return problems.filter((problem) => !problem.foreign && below(problem.path, place));
}

/** What is wrong with one field, in one text; undefined when nothing is. */
export function problemOf(problems: readonly DraftProblem[], place: string): string | undefined {
  const said = problemsAt(problems, place).map((problem) => `${problem.message} ${problem.remedy}`);
  return said.length === 0 ? undefined : said.join(' ');
}
