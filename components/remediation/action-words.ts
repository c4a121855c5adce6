import type { RemediationState } from '#lib/service/remediation/remediation-state.ts';
import type { ShownActions } from '#lib/service/remediation/remediation-view.ts';

export type ActionName = keyof ShownActions;

/** What can be pressed, in the order it stands; the last that may be pressed is the next step. */
export const actionWords: Readonly<Record<ActionName, string>> = {
  close: 'Close…',
  withdraw: 'Withdraw…',
  edit: 'Edit…',
  rehearse: 'Rehearse…',
  handOff: 'Hand off…',
  undo: 'Undo…',
  unschedule: 'Take off the schedule…',
  schedule: 'Schedule…',
  reject: 'Reject…',
  submit: 'Submit…',
  settle: 'Say what happened…',
  confirm: 'Done by hand…',
  approve: 'Approve…',
  apply: 'Apply…',
};

export const actionNames = Object.keys(actionWords) as readonly ActionName[];

/** Steps that a state is there for: where they may not be taken, the page says why. */
const expected: Readonly<Partial<Record<RemediationState, readonly ActionName[]>>> = {
  draft: ['submit', 'rehearse'],
  submitted: ['approve'],
  approved: ['apply'],
  scheduled: ['apply'],
  failed: ['apply'],
  applied: ['undo'],
  verified: ['undo'],
  'needs-human': ['settle'],
};

/** What is offered: all that may be done, and what one would look for, though it may not. */
export function offeredActions(actions: ShownActions, state: RemediationState): readonly ActionName[] {
  return actionNames.filter((name) => actions[name].may || expected[state]?.includes(name));
}

/** Steps that lead on, the furthest first: the first that may be taken is the one that stands out. */
const leading: readonly ActionName[] = [
  'apply',
  'confirm',
  'approve',
  'settle',
  'submit',
  'handOff',
  'rehearse',
  'close',
];

/** The step that stands out; null where there is none. What is handed off waits for others. */
export function nextStep(actions: ShownActions, state: RemediationState): ActionName | null {
  const steps = state === 'handed-off' ? (['close'] as const) : leading;
  return steps.find((name) => actions[name].may) ?? null;
}
