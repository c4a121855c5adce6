import { severities } from '../../engine/model/severity.ts';
import type { Access } from '../auth/access.ts';
import { readFindingPage } from '../db/findings.ts';
import type { ShownScan } from '../scans/scan-overview.ts';
import { requireResult } from '../scans/shown-scan.ts';
import { requireTarget } from '../targets/get-target.ts';
import { type FindingFacets, readFacets } from './finding-facets.ts';
import type { FindingQuery } from './finding-query.ts';
import { type FindingListRow, toListRow } from './listed-finding.ts';
import { todayUtc } from './today-utc.ts';

export interface FindingList {
  readonly scan: ShownScan;
  /** The day that acceptances were held against, YYYY-MM-DD, UTC. */
  readonly today: string;
  readonly rows: readonly FindingListRow[];
  /** Rows the filters leave, over all pages. */
  readonly total: number;
  /** What the scan found without any filter, accepted ones and false positives included. */
  readonly all: number;
  readonly page: number;
  readonly pages: number;
  readonly facets: FindingFacets;
}

/** Findings of the last good scan, and of earlier ones what their state says. Throws `not-found` where there is none yet. */
export async function listFindings(
  access: Access<'finding:read'>,
  targetId: string,
  query: FindingQuery,
): Promise<FindingList> {
  access.demand('finding:read');
  await requireTarget(targetId);
  const scan = await requireResult(targetId);
  const scope = { targetIds: [targetId], scanIds: [scan.id], today: todayUtc(), me: access.actor.id };
  const [page, facets] = await Promise.all([readFindingPage(scope, query), readFacets(scope, query)]);
  const counted = scan.summary.findings;
  return {
    scan,
    today: scope.today,
    total: page.total,
    all: severities.reduce((sum, each) => sum + counted[each], counted.accepted + counted.falsePositive),
    page: page.page,
    pages: page.pages,
    rows: page.rows.map((row) => toListRow(row, scope)),
    facets,
  };
}
