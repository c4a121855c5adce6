import { type Mark, VerdictMark } from '#components/ui/verdict-mark.tsx';
import type { ControlState } from '#lib/engine/coverage/coverage.ts';

/** Worst first: the order in which states are read. */
export const controlStates = [
  'missing',
  'partial',
  'unknown',
  'accepted',
  'unverified',
  'verified',
  'not-applicable',
] as const satisfies readonly ControlState[];

const marks: Readonly<Record<ControlState, Mark>> = {
  missing: 'fail',
  partial: 'partial',
  unknown: 'unknown',
  accepted: 'accepted',
  unverified: 'pass',
  verified: 'pass',
  'not-applicable': 'not-applicable',
};

export const stateWords: Readonly<Record<ControlState, string>> = {
  missing: 'Missing',
  partial: 'Partial',
  unknown: 'Unknown',
  accepted: 'Accepted',
  unverified: 'Enforced, unverified',
  verified: 'Enforced, verified',
  'not-applicable': 'Not applicable',
};

export const markOf = (state: ControlState): Mark => marks[state];

/** How a control, or a cell of controls, stands: colour, shape and word. */
export function StateMark({ state, quiet = false }: { state: ControlState; quiet?: boolean }) {
  return (
    <VerdictMark mark={marks[state]} verified={state === 'verified'} word={stateWords[state]} quiet={quiet} />
  );
}
