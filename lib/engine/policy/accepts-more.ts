import { canonicalJson } from '../model/canonical-json.ts';
import type { Policy, PolicyBaseline, PolicyException } from './policy.ts';

/** One thing a policy accepts that the one before did not: its place in the new document, and why it is more. */
export interface AcceptedMore {
  readonly section: 'exceptions' | 'baselines';
  readonly index: number;
  readonly control: string;
  readonly object: string | null;
  readonly because: 'new' | 'wider' | 'longer';
}

function exceptionIsMore(
  exception: PolicyException,
  before: readonly PolicyException[],
): AcceptedMore['because'] | null {
  const same = before.filter((one) => one.control === exception.control);
  const covering = same.filter((one) => one.object === undefined || one.object === exception.object);
  if (covering.some((one) => one.expires >= exception.expires)) return null;
  if (covering.length > 0) return 'longer';
  return exception.object === undefined && same.length > 0 ? 'wider' : 'new';
}

/** The rows of a control that a baseline approves, each with the evidence it is held to; without, whatever it looks like. */
function rowsOf(baselines: readonly PolicyBaseline[], control: string): ReadonlySet<string> {
  const rows = new Set<string>();
  for (const baseline of baselines.filter((one) => one.control === control)) {
    for (const object of baseline.objects) {
      const evidence = baseline.evidence?.[object];
      rows.add(canonicalJson([object, evidence ?? null]));
    }
  }
  return rows;
}

function baselineIsMore(
  baseline: PolicyBaseline,
  object: string,
  before: ReadonlySet<string>,
): AcceptedMore['because'] | null {
  const evidence = baseline.evidence?.[object] ?? null;
  if (before.has(canonicalJson([object, evidence])) || before.has(canonicalJson([object, null]))) return null;
  return evidence === null && [...before].some((row) => row.startsWith(`[${JSON.stringify(object)},`))
    ? 'wider'
    : 'new';
}

/**
 * What a policy accepts beyond the one before it: exceptions and baseline rows that are new, that cover more, or that last
 * longer. Empty where it only tightens. Such a version needs a second person.
 */
export function acceptsMore(before: Policy, after: Policy): readonly AcceptedMore[] {
  const exceptions = (after.exceptions ?? []).flatMap((exception, index): readonly AcceptedMore[] => {
    const because = exceptionIsMore(exception, before.exceptions ?? []);
    const { control, object = null } = exception;
    return because === null ? [] : [{ section: 'exceptions', index, control, object, because }];
  });
  const baselines = (after.baselines ?? []).flatMap((baseline, index) => {
    const rows = rowsOf(before.baselines ?? [], baseline.control);
    return baseline.objects.flatMap((object): readonly AcceptedMore[] => {
      const because = baselineIsMore(baseline, object, rows);
      return because === null
        ? []
        : [{ section: 'baselines', index, control: baseline.control, object, because }];
    });
  });
  return [...exceptions, ...baselines];
}
