import type { BaselinedRow, Finding, ReferredFinding } from './finding.ts';
import type { Gap } from './gap.ts';

export const verdictStatuses = ['pass', 'fail', 'unknown', 'not-applicable'] as const;

export type VerdictStatus = (typeof verdictStatuses)[number];

/**
 * What one control says about the whole cluster. `fail` outweighs `unknown`, which outweighs `pass`: a control that
 * could not look everywhere never passes, and carries its gaps so that nobody needs to ask again why.
 */
export interface Verdict {
  readonly control: string;
  readonly status: VerdictStatus;
  /** Why, for `unknown` and `not-applicable`, and what stayed unread for a `fail` that may be wider; else `null`. */
  readonly reason: string | null;
  readonly gaps: readonly Gap[];
  readonly findings: readonly Finding[];
  /** Rows that are there and that the policy's baseline approves; absent where there are none. */
  readonly baseline?: readonly BaselinedRow[];
  /** Findings that another control says more exactly; they keep this one failing. Absent where there are none. */
  readonly referred?: readonly ReferredFinding[];
  /** Ids of decisions the policy has not taken and this verdict waits for; absent where there are none. */
  readonly waitsFor?: readonly string[];
  /** Of a control that judges each database by itself: what it says of each, unread ones included; absent for others. */
  readonly inDatabases?: readonly DatabaseVerdict[];
}

/** One database's part of a verdict. */
export interface DatabaseVerdict {
  readonly database: string;
  readonly status: VerdictStatus;
  /** Something stayed unread or undecided here, also where the status is `fail`. */
  readonly incomplete: boolean;
}

/** Everything the control found, whoever says it. */
export function foundBy({ findings, referred = [] }: Verdict): readonly Finding[] {
  return referred.length === 0 ? findings : [...findings, ...referred];
}

/** Several reasons as one text; a full stop inside it would end the sentence twice. */
export function joinedReasons(reasons: readonly string[]): string {
  return reasons.map((one, at) => (at < reasons.length - 1 ? one.replace(/\.$/, '') : one)).join('; ');
}

/** Why it is as it is, in a sentence: what stayed open, and which controls say what it found; `null` where nothing is to be said. */
export function reasonSaid({ reason, referred = [] }: Verdict): string | null {
  const speakers = Map.groupBy(referred, ({ saidBy }) => saidBy);
  const told = [...speakers].map(
    ([control, rows]) =>
      `${control} says it of ${rows.length === 1 ? 'one object' : `${rows.length} objects`}`,
  );
  const all = [...(reason === null ? [] : [reason]), ...told.sort()];
  return all.length === 0 ? null : joinedReasons(all);
}
