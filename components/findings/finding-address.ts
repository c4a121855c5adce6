import type { FindingQuery } from '#lib/service/findings/finding-query.ts';
import type { ShownState } from '#lib/service/findings/finding-state.ts';
import { foundStates, liveStates, stateNames } from './shown-states.ts';

const lists = ['severity', 'area', 'control', 'threat', 'fix', 'state', 'assignee'] as const;

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
  if (next.since !== 'any') parameters.set('since', next.since);
  if (next.until !== 'any') parameters.set('until', next.until);
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

/** The states a list shows, said or not. */
export function chosenStates(query: FindingQuery): readonly ShownState[] {
  if (query.state.length > 0) return query.state;
  if (query.accepted === 'only' || query.until !== 'any') return ['accepted'];
  return query.accepted === 'all' ? foundStates : liveStates;
}

/** The states with one put in or taken out, in their own order; empty where the list then shows what it shows by itself. */
export function toggledState(query: FindingQuery, state: ShownState): ShownState[] {
  const chosen = toggled(chosenStates(query), state);
  const ordered = (Object.keys(stateNames) as ShownState[]).filter((one) => chosen.includes(one));
  return ordered.join() === liveStates.join() ? [] : ordered;
}

/** Whether anything is filtered away beyond what the list hides by itself. */
export function isFiltered(query: FindingQuery): boolean {
  return (
    query.q !== '' ||
    query.database.length > 0 ||
    query.accepted !== 'hide' ||
    query.since !== 'any' ||
    query.until !== 'any' ||
    lists.some((name) => query[name].length > 0)
  );
}
