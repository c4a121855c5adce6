/** Where a remediation stands. The trigger `keep_remediation` of Postern's own database keeps the same machine. */
export const remediationStates = [
  'draft',
  'submitted',
  'approved',
  'scheduled',
  'applying',
  'applied',
  'verified',
  'closed',
  'rejected',
  'expired',
  'withdrawn',
  'needs-human',
  'failed',
  'handed-off',
  'undone',
] as const;

export type RemediationState = (typeof remediationStates)[number];

/** What each state may become. `applying` is left by the worker alone; `approved` becomes `applied` where people do it by hand. */
export const nextStates: Readonly<Record<RemediationState, readonly RemediationState[]>> = {
  draft: ['submitted', 'withdrawn', 'handed-off'],
  submitted: ['draft', 'approved', 'rejected', 'withdrawn', 'expired', 'handed-off'],
  approved: [
    'draft',
    'submitted',
    'scheduled',
    'applying',
    'applied',
    'rejected',
    'withdrawn',
    'expired',
    'handed-off',
  ],
  scheduled: ['draft', 'submitted', 'approved', 'applying', 'rejected', 'withdrawn', 'expired'],
  applying: ['applied', 'failed', 'needs-human', 'undone'],
  applied: ['verified', 'applying', 'closed'],
  verified: ['applied', 'applying', 'closed'],
  'needs-human': ['applied', 'failed', 'undone'],
  failed: ['draft', 'submitted', 'applying', 'withdrawn', 'closed'],
  undone: ['draft', 'closed'],
  rejected: ['draft', 'withdrawn'],
  expired: ['draft', 'withdrawn'],
  'handed-off': ['verified', 'closed', 'withdrawn'],
  closed: [],
  withdrawn: [],
};

/** The queue's tabs, in their order; every state is in exactly one. */
export const queueTabs = {
  drafts: ['draft'],
  submitted: ['submitted'],
  approved: ['approved', 'scheduled'],
  running: ['applying', 'needs-human', 'failed'],
  applied: ['applied', 'verified'],
  'handed-off': ['handed-off'],
  ended: ['closed', 'undone', 'rejected', 'expired', 'withdrawn'],
} as const satisfies Record<string, readonly RemediationState[]>;

export type QueueTab = keyof typeof queueTabs;
