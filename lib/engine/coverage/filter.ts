import type { Area, EnforcedWhere } from '../model/area.ts';
import type { Reference, Standard } from '../model/reference.ts';
import type {
  ControlState,
  Coverage,
  CoverageBoundary,
  CoverageControl,
  CoverageThreat,
  ThreatStatus,
} from './coverage.ts';
import { coverageInDatabase } from './in-database.ts';
import { sortRows } from './row.ts';

/** What of the matrix is asked for. An empty list asks for all; several values of one filter are alternatives. */
export interface CoverageFilter {
  readonly area: readonly Area[];
  readonly framework: readonly Standard[];
  readonly where: readonly EnforcedWhere[];
  readonly state: readonly ControlState[];
  /** Rows by their status. */
  readonly risk: readonly ThreatStatus[];
  /** One database of the cluster, or the whole. */
  readonly database: string | null;
}

export const everything: CoverageFilter = {
  area: [],
  framework: [],
  where: [],
  state: [],
  risk: [],
  database: null,
};

/** A threat, or a boundary with its networks. */
export type CoverageRow = CoverageThreat & { readonly cidrs: CoverageBoundary['cidrs'] | null };

export interface FilteredCoverage {
  readonly filter: CoverageFilter;
  /** Threats and boundaries in one order, gaps first. */
  readonly rows: readonly CoverageRow[];
  /** All of them: they stand against nothing, so no filter is about them. */
  readonly removableControls: readonly string[];
}

const asked = <Value>(wanted: readonly Value[], value: Value) =>
  wanted.length === 0 || wanted.includes(value);

/**
 * What the filter leaves of the matrix. Filters on controls leave out cells, and rows without any cell left; they do not
 * touch a row's status and residual risk, which are of all its controls: leaving the failing ones out must not make a
 * threat look covered. A database changes both. Null where the scan knows no such database.
 */
export function filterCoverage(
  coverage: Coverage,
  filter: CoverageFilter,
  referencesOf: (control: string) => readonly Reference[],
): FilteredCoverage | null {
  const seen = filter.database === null ? coverage : coverageInDatabase(coverage, filter.database);
  if (seen === null) return null;
  const inFrameworks = (id: string) =>
    filter.framework.length === 0 ||
    referencesOf(id).some((reference) => filter.framework.includes(reference.standard));
  const wanted = (control: CoverageControl) =>
    asked(filter.area, control.area) &&
    asked(filter.where, control.enforcedWhere) &&
    asked(filter.state, control.state) &&
    inFrameworks(control.id);
  const narrows = [filter.area, filter.framework, filter.where, filter.state].some((list) => list.length > 0);
  const all: readonly CoverageRow[] = [
    ...seen.threats.map((threat) => ({ ...threat, cidrs: null })),
    ...seen.boundaries,
  ];
  const rows = all
    .filter((row) => asked(filter.risk, row.status))
    .map((row) => ({ ...row, controls: row.controls.filter(wanted) }))
    .filter((row) => !narrows || row.controls.length > 0);
  return { filter, rows: sortRows(rows), removableControls: seen.removableControls };
}
