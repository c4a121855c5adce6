import { compareText } from '../model/compare-text.ts';
import { type CoverageControl, type CoverageThreat, type ThreatStatus, threatStatuses } from './coverage.ts';
import { residualRisk } from './residual-risk.ts';

/**
 * A row's status from its controls'. Monotone: making one control worse (pass, accepted, unknown, fail) never makes the
 * row better (covered, accepted, unknown, partial, gap). Controls that do not apply count for nothing.
 */
export function threatStatus(
  controls: readonly Pick<CoverageControl, 'status'>[],
  setAside: boolean,
): ThreatStatus {
  if (setAside) return 'accepted';
  if (controls.length === 0) return 'gap';
  const has = (status: CoverageControl['status']) => controls.some((control) => control.status === status);
  if (has('fail')) return has('pass') || has('accepted') ? 'partial' : 'gap';
  if (has('unknown')) return 'unknown';
  return has('accepted') ? 'accepted' : 'covered';
}

/** A row with its status and what remains, computed from its cells. */
export function rowOf(
  row: Pick<CoverageThreat, 'id' | 'title' | 'setAside'>,
  controls: readonly CoverageControl[],
): CoverageThreat {
  const status = threatStatus(controls, row.setAside !== null);
  return {
    id: row.id,
    title: row.title,
    status,
    residualRisk: residualRisk(status, controls, row.setAside),
    controls,
    setAside: row.setAside,
  };
}

/** Gaps first, then by status and id. */
export function sortRows<Row extends CoverageThreat>(rows: readonly Row[]): readonly Row[] {
  return [...rows].sort(
    (a, b) => threatStatuses.indexOf(a.status) - threatStatuses.indexOf(b.status) || compareText(a.id, b.id),
  );
}
