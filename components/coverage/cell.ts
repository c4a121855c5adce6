import { areaOrder } from '#components/ui/order.ts';
import type { Mark } from '#components/ui/verdict-mark.tsx';
import type { CoverageControl, CoverageThreat } from '#lib/engine/coverage/coverage.ts';
import type { Area } from '#lib/engine/model/area.ts';

/** What one threat's controls of one area come to. */
export interface MatrixCell {
  readonly mark: Mark;
  /** Controls that pass, of those that apply. */
  readonly holding: number;
  readonly applying: number;
  /** Every control that holds was shown to by a fresh probe. */
  readonly verified: boolean;
  readonly findings: number;
  readonly controls: readonly CoverageControl[];
}

/**
 * Sums up a cell, worst first: failures that outnumber what holds make it `fail`, fewer make it `partial`; without a
 * failure one unknown makes it `unknown`, one accepted risk `accepted`. Null where the threat has no control here.
 */
export function cellOf(controls: readonly CoverageControl[]): MatrixCell | null {
  if (controls.length === 0) return null;
  const count = (status: CoverageControl['status']) =>
    controls.filter((control) => control.status === status).length;
  const holding = count('pass');
  const failing = count('fail');
  return {
    mark: markOf(holding, failing, count('unknown'), count('accepted')),
    holding,
    applying: controls.length - count('not-applicable'),
    verified: holding > 0 && controls.every((control) => control.status !== 'pass' || control.verified),
    findings: controls.reduce((sum, control) => sum + control.findings, 0),
    controls,
  };
}

function markOf(holding: number, failing: number, unknown: number, accepted: number): Mark {
  if (failing > holding) return 'fail';
  if (failing > 0) return 'partial';
  if (unknown > 0) return 'unknown';
  if (accepted > 0) return 'accepted';
  return holding > 0 ? 'pass' : 'not-applicable';
}

/** One column: an area summed up, or one control of an unfolded area. */
export type MatrixColumn = { readonly area: Area; readonly control: string | null };

/** The areas that any threat has a control in, in their usual order, those in `unfolded` followed by their controls. */
export function columnsOf(
  threats: readonly CoverageThreat[],
  unfolded: ReadonlySet<Area>,
): readonly MatrixColumn[] {
  const all = threats.flatMap((threat) => threat.controls);
  return areaOrder.flatMap((area): MatrixColumn[] => {
    const ids = [
      ...new Set(all.filter((control) => control.area === area).map((control) => control.id)),
    ].sort();
    if (ids.length === 0) return [];
    const own: MatrixColumn = { area, control: null };
    return unfolded.has(area) ? [own, ...ids.map((control) => ({ area, control }))] : [own];
  });
}

/** The controls that one threat has in one column. */
export function controlsAt(threat: CoverageThreat, column: MatrixColumn): readonly CoverageControl[] {
  return threat.controls.filter(
    (control) => control.area === column.area && (column.control === null || control.id === column.control),
  );
}
