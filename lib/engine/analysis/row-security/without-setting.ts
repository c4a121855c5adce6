import type { Outcomes } from './expression-outcomes.ts';

/** What a policy lets through when the settings it reads are absent, or empty as `SET LOCAL` leaves them after its transaction. */
export type WithoutSetting =
  /** Every row. */
  | 'opens'
  /** No row. */
  | 'hides'
  /** An error, and so no row. */
  | 'error'
  /** Some rows, or it could not be told. */
  | 'varies';

export function withoutSetting(outcomes: Outcomes | null): WithoutSetting {
  if (outcomes === null) return 'varies';
  if (outcomes.always) return 'opens';
  if (!outcomes.never) return 'varies';
  return outcomes.errs ? 'error' : 'hides';
}
