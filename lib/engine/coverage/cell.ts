import type { Area } from '../model/area.ts';
import type { ControlState, CoverageControl } from './coverage.ts';

/** What one row's controls of one area come to. */
export interface CoverageCell {
  readonly state: ControlState;
  /** Controls that hold, of those that apply. */
  readonly holding: number;
  readonly applying: number;
  readonly findings: number;
  readonly controls: readonly string[];
}

/**
 * Sums up controls, worst first: failures that outnumber what holds, wholly or in part, make it `missing`, fewer make it
 * `partial`; without a failure one unknown makes it `unknown`, one accepted risk `accepted`. It is `verified` only where
 * everything that holds was probed. Null where there is no control.
 */
export function cellOf(
  controls: readonly Pick<CoverageControl, 'id' | 'state' | 'findings'>[],
): CoverageCell | null {
  if (controls.length === 0) return null;
  const count = (...states: readonly ControlState[]) =>
    controls.filter((control) => states.includes(control.state)).length;
  return {
    state: summary(count),
    holding: count('verified', 'unverified'),
    applying: controls.length - count('not-applicable'),
    findings: controls.reduce((sum, control) => sum + control.findings, 0),
    controls: controls.map((control) => control.id),
  };
}

function summary(count: (...states: readonly ControlState[]) => number): ControlState {
  const partly = count('verified', 'unverified', 'partial');
  if (count('missing') > partly) return 'missing';
  if (count('missing', 'partial') > 0) return 'partial';
  if (count('unknown') > 0) return 'unknown';
  if (count('accepted') > 0) return 'accepted';
  if (count('unverified') > 0) return 'unverified';
  return count('verified') > 0 ? 'verified' : 'not-applicable';
}

/** The areas that any of these controls is of, in the given order. */
export function areasOf(
  controls: readonly Pick<CoverageControl, 'area'>[],
  order: readonly Area[],
): readonly Area[] {
  const present = new Set(controls.map((control) => control.area));
  return order.filter((area) => present.has(area));
}
