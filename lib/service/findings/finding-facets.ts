import { type Area, areas } from '../../engine/model/area.ts';
import { type Severity, severities } from '../../engine/model/severity.ts';
import type { FindingScope } from '../db/finding-where.ts';
import { countBy, countByAssignee, countByState, countFindings } from '../db/findings.ts';
import { findPersonNames } from '../db/people.ts';
import type { FindingQuery } from './finding-query.ts';
import type { ShownState } from './finding-state.ts';

export interface Facet<Value> {
  readonly value: Value;
  readonly count: number;
}

/** How many rows each choice would show, given the other filters. Severities, areas and states in their own order, zeros included. */
export interface FindingFacets {
  readonly severity: readonly Facet<Severity>[];
  readonly area: readonly Facet<Area>[];
  readonly control: readonly Facet<string>[];
  readonly database: readonly Facet<string>[];
  readonly state: readonly Facet<ShownState>[];
  /** Who has some; `nobody` last, without a name. */
  readonly assignee: readonly (Facet<string> & { readonly name: string | null })[];
  /** Came, or came back, with the last scan. */
  readonly fresh: number;
  /** Accepted, and over within this many days. */
  readonly ending: readonly Facet<'7' | '30'>[];
}

export async function readFacets(scope: FindingScope, query: FindingQuery): Promise<FindingFacets> {
  const ending = (until: '7' | '30') => countFindings(scope, { ...query, state: ['accepted'], until });
  const [severity, area, control, database, state, assignee, fresh, week, month] = await Promise.all([
    countBy(scope, query, 'severity'),
    countBy(scope, query, 'area'),
    countBy(scope, query, 'control'),
    countBy(scope, query, 'database'),
    countByState(scope, query),
    countByAssignee(scope, query),
    countFindings(scope, { ...query, since: 'new' }),
    ending('7'),
    ending('30'),
  ]);
  const names = await findPersonNames([...assignee.keys()].flatMap((id) => id ?? []));
  return {
    severity: severities.map((value) => ({ value, count: severity.get(value) ?? 0 })),
    area: areas.map((value) => ({ value, count: area.get(value) ?? 0 })),
    control: mostFirst(control),
    database: mostFirst(database),
    state,
    assignee: [
      ...mostFirst(assignee).map((one) => ({
        ...one,
        name: names.get(one.value) ?? 'somebody who has left',
      })),
      { value: 'nobody', name: null, count: assignee.get(null) ?? 0 },
    ],
    fresh,
    ending: [
      { value: '7', count: week },
      { value: '30', count: month },
    ],
  };
}

function mostFirst(counts: ReadonlyMap<string | null, number>): Facet<string>[] {
  return [...counts]
    .flatMap(([value, count]) => (value === null ? [] : [{ value, count }]))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
