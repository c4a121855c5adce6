import type { FindingQuery } from '#lib/service/findings/finding-query.ts';

const lists = ['severity', 'area', 'control', 'threat', 'fix'] as const;

/** What one filter, sort or page change does to a query. A change of anything but the page goes back to the first page. */
export type QueryChange = Partial<FindingQuery>;

/**
 * The query string of a findings list, defaults left out, so that the same view always has the same address. With `?` when it
 * says anything.
 */
export function findingSearch(query: FindingQuery, change: QueryChange = {}): string {
  const next: FindingQuery = { ...query, page: 1, ...change };
  const parameters = new URLSearchParams();
  if (next.q !== '') parameters.set('q', next.q);
  for (const name of lists) if (next[name].length > 0) parameters.set(name, next[name].join(','));
  // A database's name may hold a comma: one parameter each.
  for (const name of next.database) parameters.append('database', name);
  if (next.accepted !== 'hide') parameters.set('accepted', next.accepted);
  if (next.sort !== 'severity') parameters.set('sort', next.sort);
  if (next.dir !== 'asc') parameters.set('dir', next.dir);
  if (next.size !== 50) parameters.set('size', String(next.size));
  if (next.page !== 1) parameters.set('page', String(next.page));
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}

/** The list with one value put in, or taken out when it is there. */
export function toggled<Value>(values: readonly Value[], value: Value): Value[] {
  return values.includes(value) ? values.filter((each) => each !== value) : [...values, value];
}

/** Whether anything is filtered away beyond what the list hides by itself. */
export function isFiltered(query: FindingQuery): boolean {
  return (
    query.q !== '' ||
    query.database.length > 0 ||
    query.accepted === 'only' ||
    lists.some((name) => query[name].length > 0)
  );
}
