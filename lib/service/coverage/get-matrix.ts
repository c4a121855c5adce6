import { controlById } from '../../engine/controls/registry.ts';
import { type Coverage, type ThreatStatus, threatStatuses } from '../../engine/coverage/coverage.ts';
import { type CoverageRow, type FilteredCoverage, filterCoverage } from '../../engine/coverage/filter.ts';
import type { Access } from '../auth/access.ts';
import { findScanJson } from '../db/scan-results.ts';
import { ServiceError } from '../errors.ts';
import type { ShownScan } from '../scans/scan-overview.ts';
import { requireResult } from '../scans/shown-scan.ts';
import { requireTarget } from '../targets/get-target.ts';
import type { CoverageQuery } from './coverage-query.ts';
import { type MatrixArea, type MatrixRow, matrixAreas, matrixRow } from './matrix-view.ts';
import { storedCoverage } from './stored-coverage.ts';
import { currentNotes, type ThreatNote } from './threat-notes.ts';

/** The matrix of a database's last good scan, as filtered. */
export interface MatrixView {
  readonly scan: ShownScan;
  readonly rows: readonly MatrixRow[];
  /** Columns, in order. */
  readonly areas: readonly MatrixArea[];
  /** Rows by status, as if that filter were not set. */
  readonly tally: Readonly<Record<ThreatStatus, number>>;
  readonly removableControls: readonly string[];
  /** Databases of the cluster that the matrix can be seen in. */
  readonly databases: readonly string[];
  /** The policy states trust zones. */
  readonly hasBoundaries: boolean;
}

function filtered(coverage: Coverage, query: CoverageQuery): FilteredCoverage {
  const { unfold: _, ...filter } = query;
  const left = filterCoverage(coverage, filter, (id) => controlById(id)?.references ?? []);
  if (left === null)
    throw new ServiceError('not-found', 'The last scan of this server did not look for that database.');
  return left;
}

function tallied(rows: readonly CoverageRow[]): Record<ThreatStatus, number> {
  const tally = Object.fromEntries(threatStatuses.map((status) => [status, 0]));
  const counts = { gap: 0, partial: 0, unknown: 0, accepted: 0, covered: 0, ...tally };
  for (const row of rows) counts[row.status] += 1;
  return counts;
}

/** What the filter leaves, with the scan and the notes it goes with: for files. */
export async function filteredCoverage(
  access: Access<'finding:read'>,
  targetId: string,
  query: CoverageQuery,
): Promise<{
  readonly scan: ShownScan;
  readonly coverage: FilteredCoverage;
  readonly notes: ReadonlyMap<string, ThreatNote>;
}> {
  access.demand('finding:read');
  await requireTarget(targetId);
  const scan = await requireResult(targetId);
  const [json, notes] = await Promise.all([
    findScanJson(scan.id, 'coverage'),
    currentNotes(access, targetId),
  ]);
  return { scan, coverage: filtered(storedCoverage(json), query), notes };
}

/** Throws `not-found` without a result, and for a database the scan did not look for. */
export async function getMatrix(
  access: Access<'finding:read'>,
  targetId: string,
  query: CoverageQuery,
): Promise<MatrixView> {
  access.demand('finding:read');
  await requireTarget(targetId);
  const scan = await requireResult(targetId);
  const [json, notes] = await Promise.all([
    findScanJson(scan.id, 'coverage'),
    currentNotes(access, targetId),
  ]);
  const coverage = storedCoverage(json);
  const whatever = filtered(coverage, { ...query, risk: [] });
  const rows = whatever.rows.filter((row) => query.risk.length === 0 || query.risk.includes(row.status));
  return {
    scan,
    rows: rows.map((row) => matrixRow(row, notes)),
    areas: matrixAreas(rows),
    tally: tallied(whatever.rows),
    removableControls: whatever.removableControls,
    databases: coverage.databases.map((database) => database.name),
    hasBoundaries: coverage.boundaries.length > 0,
  };
}
