/** What can be done to findings, by its key where it has one. */
export const triageActions = {
  accept: { title: 'Accept the risk', button: 'Accept…', key: 'a' },
  'false-positive': { title: 'Call it a false positive', button: 'False positive…', key: 'f' },
  baseline: { title: 'Approve as baseline', button: 'Baseline…', key: 'b' },
  remediate: { title: 'In remediation', button: 'In remediation…', key: 'i' },
  assign: { title: 'Assign', button: 'Assign…', key: 'e' },
  comment: { title: 'Comment', button: 'Comment…', key: 'c' },
  reopen: { title: 'Open again', button: 'Open again…', key: 'o' },
} as const;

export type TriageAction = keyof typeof triageActions;

export const actionNames = Object.keys(triageActions) as readonly TriageAction[];

/** Begins a remediation: not a decision about findings but a change that mends them. */
export const mendAction = { title: 'Remediate', button: 'Remediate…', key: 'r' } as const;

/** A decision about findings, or the change that mends them. */
export type TriageStep = TriageAction | 'mend';

export function actionOfKey(key: string): TriageStep | null {
  if (key === mendAction.key) return 'mend';
  return actionNames.find((action) => triageActions[action].key === key) ?? null;
}

/** One finding, as an address of our own API names it. */
export interface TriageRow {
  readonly target: string;
  readonly fingerprint: string;
}

export type TriageSelection =
  | { readonly findings: readonly TriageRow[] }
  | { readonly filter: { readonly target: string | null; readonly search: string } };
