import type { QueueTab, RemediationState } from '#lib/service/remediation/remediation-state.ts';

/** What each state is called where it stands. */
export const stateWords: Readonly<Record<RemediationState, string>> = {
  draft: 'draft',
  submitted: 'waits for approval',
  approved: 'approved',
  scheduled: 'scheduled',
  applying: 'running',
  applied: 'applied, not proven yet',
  verified: 'verified',
  closed: 'closed',
  rejected: 'rejected',
  expired: 'expired',
  withdrawn: 'withdrawn',
  'needs-human': 'needs a person',
  failed: 'failed',
  'handed-off': 'handed off',
  undone: 'undone',
};

export type ShownTab = QueueTab | 'waits' | 'all';

/** The tabs of the queue in their order, and what an empty one says. */
export const tabWords: Readonly<Record<ShownTab, { readonly title: string; readonly empty: string }>> = {
  waits: {
    title: 'Waits for me',
    empty:
      'Nothing waits for you: no change to approve, none of yours to apply, none that a person has to look into.',
  },
  drafts: {
    title: 'Drafts',
    empty:
      'A remediation begins at a finding (Remediate…, or the key r, on one or on several) or at a part of the role and grant model.',
  },
  submitted: { title: 'Submitted', empty: 'No change waits for an approval.' },
  approved: {
    title: 'Approved',
    empty: 'No approved change waits to be applied or for its maintenance window.',
  },
  running: { title: 'Running', empty: 'Nothing is being applied, nothing failed, nothing needs a person.' },
  applied: { title: 'Applied', empty: 'No change has been applied yet; a scan then proves what it mended.' },
  'handed-off': {
    title: 'Handed off',
    empty:
      'What migrations own is handed off as a migration and followed here until a scan sees that it has landed.',
  },
  ended: { title: 'Ended', empty: 'Nothing was closed, undone, rejected, withdrawn or left to expire.' },
  all: {
    title: 'All',
    empty:
      'A remediation begins at a finding (Remediate…, or the key r, on one or on several) or at a part of the role and grant model.',
  },
};

export const shownTabs: readonly ShownTab[] = [
  'waits',
  'drafts',
  'submitted',
  'approved',
  'running',
  'applied',
  'handed-off',
  'ended',
  'all',
];
