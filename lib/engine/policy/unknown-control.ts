import { meantOrOneOf } from './did-you-mean.ts';
import type { PathSegment, ProblemAt } from './policy-problem.ts';

/** What only the caller knows: the controls there are, and today's day (`YYYY-MM-DD`, UTC). */
export interface KnownIds {
  readonly controls?: readonly string[];
  readonly today?: string;
}

/** A control that is named and does not exist. */
export function unknownControl(
  id: string,
  known: KnownIds,
  path: readonly PathSegment[],
): readonly ProblemAt[] {
  const { controls } = known;
  if (!controls || controls.includes(id)) return [];
  return [
    {
      path,
      message: `There is no control "${id}".`,
      get remedy() {
        return `${meantOrOneOf(id, controls)} "postern controls" lists them.`;
      },
    },
  ];
}
