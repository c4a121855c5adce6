import { areas } from '../../engine/model/area.ts';
import { severities } from '../../engine/model/severity.ts';
import type { Access } from '../auth/access.ts';
import { countFleetBy, readFleetFindingPage } from '../db/fleet-findings.ts';
import { findLatestScans, toShown } from '../db/scans.ts';
import { findTargets } from '../db/targets.ts';
import type { FindingQuery } from './finding-query.ts';
import type { FindingList, FindingListRow } from './list-findings.ts';
import { storedAcceptance, storedArea, storedRemediation, storedSeverity } from './stored-finding.ts';

export interface FleetFindingRow extends FindingListRow {
  readonly target: { readonly id: string; readonly name: string };
}

export interface FleetFindingList {
  readonly rows: readonly FleetFindingRow[];
  readonly total: number;
  readonly page: number;
  readonly facets: FindingList['facets'];
  /** Registered targets, and those of them without any good result: of these nothing is known. */
  readonly targets: number;
  readonly unread: readonly { readonly id: string; readonly name: string }[];
  /** Targets whose result may no longer hold. */
  readonly stale: readonly { readonly id: string; readonly name: string }[];
}

/** Findings of the last good scan of every target, in one list. */
export async function listFleetFindings(
  access: Access<'finding:read'>,
  query: FindingQuery,
): Promise<FleetFindingList> {
  access.demand('finding:read');
  const targets = await findTargets();
  const scans = await findLatestScans(targets.map((target) => target.id));
  const shown = targets.map((target) => {
    const found = scans.get(target.id);
    return {
      target: { id: target.id, name: target.name },
      scan: found ? toShown(found.lastDone, found.latest) : null,
    };
  });
  const owner = new Map(shown.flatMap(({ target, scan }) => (scan ? [[scan.id, target] as const] : [])));
  const ids = [...owner.keys()];
  const [page, severity, area, control, database] = await Promise.all([
    readFleetFindingPage(ids, query),
    countFleetBy(ids, query, 'severity'),
    countFleetBy(ids, query, 'area'),
    countFleetBy(ids, query, 'control'),
    countFleetBy(ids, query, 'database'),
  ]);
  return {
    total: page.total,
    page: page.page,
    targets: targets.length,
    unread: shown.flatMap(({ target, scan }) => (scan === null ? [target] : [])),
    stale: shown.flatMap(({ target, scan }) => (scan?.stale ? [target] : [])),
    rows: page.rows.flatMap((row) => {
      const target = owner.get(row.scanId);
      return target === undefined
        ? []
        : [
            {
              target,
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
            },
          ];
    }),
    facets: {
      severity: severities.map((value) => ({ value, count: severity.get(value) ?? 0 })),
      area: areas.map((value) => ({ value, count: area.get(value) ?? 0 })),
      control: mostFirst(control),
      database: mostFirst(database),
    },
  };
}

function mostFirst(counts: ReadonlyMap<string | null, number>) {
  return [...counts]
    .flatMap(([value, count]) => (value === null ? [] : [{ value, count }]))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
