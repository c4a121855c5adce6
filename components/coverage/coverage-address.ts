import type { CoverageQuery } from '#lib/service/coverage/coverage-query.ts';

const lists = ['area', 'framework', 'where', 'state', 'risk', 'unfold'] as const;

/** The query string of a matrix, with `?` when it says anything: the same view always has the same address. */
export function coverageSearch(query: CoverageQuery, change: Partial<CoverageQuery> = {}): string {
  const next = { ...query, ...change };
  const parameters = new URLSearchParams();
  for (const name of lists) if (next[name].length > 0) parameters.set(name, next[name].join(','));
  if (next.database !== null) parameters.set('database', next.database);
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}

/** Whether anything is filtered away. */
export function isNarrowed(query: CoverageQuery): boolean {
  return query.database !== null || lists.some((name) => name !== 'unfold' && query[name].length > 0);
}
