import type { FindingQuery } from '../findings/finding-query.ts';
import { foundStates, liveStates, type ShownState } from '../findings/finding-state.ts';
import { containing } from './containing.ts';
import { Prisma } from './generated/client.ts';

type Where = Prisma.FindingRecordWhereInput;

export type Filter =
  | 'severity'
  | 'area'
  | 'control'
  | 'database'
  | 'threat'
  | 'fix'
  | 'state'
  | 'assignee'
  | 'since'
  | 'until'
  | 'q';

/** Whose findings, as which scans saw them, and on which day for whom. */
export interface FindingScope {
  readonly targetIds: readonly string[];
  /** The last good scan of each target that has one. */
  readonly scanIds: readonly string[];
  /** YYYY-MM-DD, UTC. */
  readonly today: string;
  /** Who `me` is; null where nobody asks. */
  readonly me: string | null;
}

/** The day `days` after `day`, both YYYY-MM-DD. */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Records that a list calls so: the conditions of `shownState`, which names one record. */
export function stateWhere(state: ShownState, { scanIds, today }: FindingScope): Where {
  const seen: Where = { lastScanId: { in: [...scanIds] }, state: { not: 'fixed' } };
  const found: Where = { AND: [seen, { baseline: { equals: Prisma.DbNull } }] };
  const running: Where = { acceptedUntil: { gte: today } };
  switch (state) {
    case 'fixed':
      return { state: 'fixed' };
    case 'not-looked-at':
      return { state: { not: 'fixed' }, lastScanId: { notIn: [...scanIds] } };
    case 'baseline':
      return { AND: [seen, { baseline: { not: Prisma.DbNull } }] };
    case 'false-positive':
      return { AND: [found, { state }] };
    case 'accepted':
      return { AND: [found, { state: { not: 'false-positive' } }, running] };
    default:
      // `acceptedUntil` may be null: NOT alone would lose those rows.
      return {
        AND: [found, { state }, { OR: [{ acceptedUntil: null }, { acceptedUntil: { lt: today } }] }],
      };
  }
}

const statesOf = (query: FindingQuery): readonly ShownState[] => {
  if (query.state.length > 0) return query.state;
  if (query.until !== 'any' || query.accepted === 'only') return ['accepted'];
  return query.accepted === 'all' ? foundStates : liveStates;
};

/** Each filter by itself, so that a facet can leave out its own. */
function conditions(query: FindingQuery, scope: FindingScope): ReadonlyMap<Filter, Where> {
  const found = new Map<Filter, Where>();
  const text = containing(query.q);
  if (query.q !== '') found.set('q', { OR: [{ title: text }, { objectText: text }, { control: text }] });
  if (query.severity.length > 0) found.set('severity', { severity: { in: query.severity } });
  if (query.area.length > 0) found.set('area', { area: { in: query.area } });
  if (query.control.length > 0) found.set('control', { control: { in: query.control } });
  if (query.database.length > 0) found.set('database', { database: { in: query.database } });
  if (query.threat.length > 0) found.set('threat', { threats: { hasSome: query.threat } });
  if (query.fix.length > 0) found.set('fix', { remediation: { in: query.fix } });
  found.set('state', { OR: statesOf(query).map((state) => stateWhere(state, scope)) });
  if (query.assignee.length > 0) {
    const people = query.assignee.flatMap((who) =>
      who === 'nobody' ? [] : who === 'me' ? (scope.me ?? []) : [who],
    );
    const nobody = query.assignee.includes('nobody') ? [{ assigneeId: null }] : [];
    found.set('assignee', { OR: [...nobody, { assigneeId: { in: people } }] });
  }
  if (query.since === 'new') found.set('since', { appearedScanId: { in: [...scope.scanIds] } });
  if (query.until !== 'any') {
    const last = daysAfter(scope.today, Number(query.until));
    found.set('until', { acceptedUntil: { gte: scope.today, lte: last } });
  }
  return found;
}

/** Findings that the query asks for; with `except`, as if that filter were not set. */
export function findingWhere(scope: FindingScope, query: FindingQuery, except?: Filter): Where {
  return {
    targetId: { in: [...scope.targetIds] },
    AND: [...conditions(query, scope)].filter(([name]) => name !== except).map(([, condition]) => condition),
  };
}

/** Every order ends in the fingerprint and the target, so that pages neither repeat nor skip. */
export function findingOrder(query: FindingQuery): Prisma.FindingRecordOrderByWithRelationInput[] {
  const dir = query.dir;
  const worst = { severityRank: 'asc' } as const;
  const last = [{ fingerprint: 'asc' }, { targetId: 'asc' }] as const;
  switch (query.sort) {
    case 'severity':
      return [{ severityRank: dir }, { control: 'asc' }, { objectText: 'asc' }, ...last];
    case 'control':
      return [{ control: dir }, worst, { objectText: 'asc' }, ...last];
    case 'object':
      return [{ objectText: dir }, worst, ...last];
    case 'database':
      return [{ database: { sort: dir, nulls: 'first' } }, worst, { objectText: 'asc' }, ...last];
  }
}
