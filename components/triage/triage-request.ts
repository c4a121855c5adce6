import type { TriageAction, TriageSelection } from './triage-action.ts';

/** What the form of an action holds; each action uses its own part. */
export interface TriageDraft {
  readonly note: string;
  readonly scope: 'object' | 'control';
  readonly compensatingControl: string;
  readonly until: string;
  readonly assignee: string;
  readonly due: string;
}

/** How an action is asked of our own API. */
export function triageRequest(
  action: TriageAction,
  selection: TriageSelection,
  draft: TriageDraft,
): { readonly path: string; readonly body: object } {
  const { note, scope, compensatingControl, until, assignee, due } = draft;
  switch (action) {
    case 'accept':
      return {
        path: '/api/findings/requests',
        body: { kind: 'acceptance', selection, reason: note, scope, compensatingControl, until },
      };
    case 'false-positive':
    case 'baseline':
      return { path: '/api/findings/requests', body: { kind: action, selection, reason: note } };
    case 'assign':
      return {
        path: '/api/findings/assign',
        body: { selection, assignee: assignee || null, due: due || null, note },
      };
    case 'comment':
      return { path: '/api/findings/comment', body: { selection, text: note } };
    case 'remediate':
      return { path: '/api/findings/state', body: { selection, to: 'in-remediation', note } };
    case 'reopen':
      return { path: '/api/findings/state', body: { selection, to: 'open', note } };
  }
}
