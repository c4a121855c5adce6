import type { ShownState } from '#lib/service/findings/finding-state.ts';
import type { RequestKind } from '#lib/service/findings/request-kind.ts';

/** What a finding's states are called, in the order lists show them. */
export const stateNames: Readonly<Record<ShownState, string>> = {
  open: 'Open',
  reopened: 'Reopened',
  'in-remediation': 'In remediation',
  accepted: 'Accepted',
  'false-positive': 'False positive',
  baseline: 'In the baseline',
  'not-looked-at': 'Not looked at since',
  fixed: 'Fixed',
};

/** What a list shows where its address says nothing of states. */
export const liveStates: readonly ShownState[] = ['open', 'reopened', 'in-remediation'];

export const foundStates: readonly ShownState[] = [...liveStates, 'accepted', 'false-positive'];

/** What was asked for, as a noun. */
export const requestNames: Readonly<Record<RequestKind, string>> = {
  acceptance: 'Acceptance',
  'false-positive': 'False positive',
  baseline: 'Baseline',
};
