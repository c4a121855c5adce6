import type { Coverage, CoverageControl } from './coverage.ts';
import { rowOf, sortRows } from './row.ts';

/**
 * The matrix as one database has it: cells and rows computed again from what stands there, and what concerns the whole
 * cluster. Null where the scan knows no such database. Boundaries are the cluster's: it has one pg_hba.conf.
 */
export function coverageInDatabase(coverage: Coverage, name: string): Coverage | null {
  const own = coverage.databases.find((database) => database.name === name);
  if (!own) return null;
  const here = new Map(Object.entries(own.controls));
  const cell = (control: CoverageControl): CoverageControl => ({ ...control, ...here.get(control.id) });
  return {
    ...coverage,
    threats: sortRows(coverage.threats.map((threat) => rowOf(threat, threat.controls.map(cell)))),
  };
}
