import type { Access } from '../auth/access.ts';
import { readFindingPage } from '../db/findings.ts';
import { type FindingFacets, readFacets } from './finding-facets.ts';
import type { FindingQuery } from './finding-query.ts';
import { type Fleet, fleetScope } from './fleet-scope.ts';
import { type FindingListRow, toListRow } from './listed-finding.ts';

export interface FleetFindingRow extends FindingListRow {
  readonly target: { readonly id: string; readonly name: string };
}

export interface FleetFindingList extends Pick<Fleet, 'unread' | 'stale'> {
  readonly rows: readonly FleetFindingRow[];
  readonly total: number;
  readonly page: number;
  readonly facets: FindingFacets;
  /** The day that acceptances were held against, YYYY-MM-DD, UTC. */
  readonly today: string;
  /** Registered targets. */
  readonly targets: number;
}

/** Findings of the last good scan of every target, in one list. */
export async function listFleetFindings(
  access: Access<'finding:read'>,
  query: FindingQuery,
): Promise<FleetFindingList> {
  access.demand('finding:read');
  const { scope, targets, unread, stale } = await fleetScope(access.actor.id);
  const [page, facets] = await Promise.all([readFindingPage(scope, query), readFacets(scope, query)]);
  return {
    total: page.total,
    page: page.page,
    today: scope.today,
    targets: targets.size,
    unread,
    stale,
    rows: page.rows.flatMap((row) => {
      const target = targets.get(row.targetId);
      return target === undefined ? [] : [{ ...toListRow(row, scope), target }];
    }),
    facets,
  };
}
