import { type AssumedSetting, everyCase, TooManyCases } from './choices.ts';
import type { TreeValue } from './tree.ts';
import { truthOf } from './truth.ts';

/** What an expression comes to over every case. */
export interface Outcomes {
  /** No row fails it, and some case passes. */
  readonly always: boolean;
  /** No row passes it. */
  readonly never: boolean;
  readonly errs: boolean;
}

/** Goes through the cases of an expression under an assumption; `null` where there are too many. */
export function outcomesOf(
  value: TreeValue,
  setting: AssumedSetting,
  notNull: ReadonlySet<string>,
): Outcomes | null {
  let [always, never, errs] = [true, true, false];
  let passed = false;
  try {
    for (const { outcome, nullColumn } of everyCase({ setting, notNull }, (choices) =>
      truthOf(value, choices),
    )) {
      if (outcome === true) [passed, never] = [true, false];
      else if (outcome !== null || !nullColumn) always = false;
      if (outcome === 'error') errs = true;
      if (!always && !never) break;
    }
    return { always: always && passed, never, errs };
  } catch (error) {
    if (error instanceof TooManyCases || error instanceof RangeError) return null;
    throw error;
  }
}
