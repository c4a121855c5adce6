import { type Area, areas } from '../../engine/model/area.ts';
import type { Acceptance } from '../../engine/model/finding.ts';
import { type Severity, severities } from '../../engine/model/severity.ts';
import type { Access } from '../auth/access.ts';
import { countBy, readFindingPage } from '../db/findings.ts';
import type { ShownScan } from '../scans/scan-overview.ts';
import { requireResult } from '../scans/shown-scan.ts';
import { requireTarget } from '../targets/get-target.ts';
import type { FindingQuery } from './finding-query.ts';
import { storedAcceptance, storedArea, storedRemediation, storedSeverity } from './stored-finding.ts';

export interface FindingListRow {
  readonly fingerprint: string;
  readonly control: string;
  readonly area: Area;
  readonly severity: Severity;
  readonly title: string;
  readonly objectKind: string;
  /** The object in one line, as the catalog names it: hostile text. */
  readonly object: string;
  /** Null: the cluster as a whole. */
  readonly database: string | null;
  readonly threats: readonly string[];
  readonly remediation: 'sql' | 'config' | 'manual' | 'migration' | null;
  readonly accepted: Acceptance | null;
}

export interface Facet<Value> {
  readonly value: Value;
  readonly count: number;
}

export interface FindingList {
  readonly scan: ShownScan;
  readonly rows: readonly FindingListRow[];
  /** Rows the filters leave, over all pages. */
  readonly total: number;
  /** Rows of the scan without any filter, accepted ones included. */
  readonly all: number;
  readonly page: number;
  readonly pages: number;
  /** How many rows each choice would show, given the other filters. Severities and areas in their own order, zeros included. */
  readonly facets: {
    readonly severity: readonly Facet<Severity>[];
    readonly area: readonly Facet<Area>[];
    readonly control: readonly Facet<string>[];
    readonly database: readonly Facet<string>[];
  };
}

const byCount = (counts: ReadonlyMap<string | null, number>): Facet<string>[] =>
  [...counts]
    .flatMap(([value, count]) => (value === null ? [] : [{ value, count }]))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));

/** Findings of the last good scan. Throws `not-found` where there is none yet. */
export async function listFindings(
  access: Access<'finding:read'>,
  targetId: string,
  query: FindingQuery,
): Promise<FindingList> {
  access.demand('finding:read');
  await requireTarget(targetId);
  const scan = await requireResult(targetId);
  const [page, severity, area, control, database] = await Promise.all([
    readFindingPage(scan.id, query),
    countBy(scan.id, query, 'severity'),
    countBy(scan.id, query, 'area'),
    countBy(scan.id, query, 'control'),
    countBy(scan.id, query, 'database'),
  ]);
  const counted = scan.summary.findings;
  return {
    scan,
    total: page.total,
    all: severities.reduce((sum, each) => sum + counted[each], counted.accepted),
    page: page.page,
    pages: page.pages,
    rows: page.rows.map((row) => ({
      fingerprint: row.fingerprint,
      control: row.control,
      area: storedArea(row.area),
      severity: storedSeverity(row.severity),
      title: row.title,
      objectKind: row.objectKind,
      object: row.objectText,
      database: row.database,
      threats: row.threats,
      remediation: storedRemediation(row.remediation)?.kind ?? null,
      accepted: storedAcceptance(row.accepted),
    })),
    facets: {
      severity: severities.map((value) => ({ value, count: severity.get(value) ?? 0 })),
      area: areas.map((value) => ({ value, count: area.get(value) ?? 0 })),
      control: byCount(control),
      database: byCount(database),
    },
  };
}
