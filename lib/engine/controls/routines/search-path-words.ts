import type { SearchPathProblem } from '../../analysis/search-path.ts';

/** For titles and evidence: what is wrong with a pinned search path. */
export function searchPathWords(problem: SearchPathProblem): string {
  switch (problem.kind) {
    case 'pg_temp-not-last':
      return 'pg_temp is not named last';
    case 'per-user':
      return 'it holds "$user"';
    case 'others-create':
      return `others may create in ${problem.schema}`;
    case 'missing-schema':
      return `schema ${problem.schema} does not exist and could be created`;
  }
}
