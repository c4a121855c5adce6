import type { QueueTab, RemediationState } from './remediation-state.ts';

export interface PersonName {
  readonly id: string;
  readonly name: string;
}

/** One row of the queue. */
export interface ListedRemediation {
  readonly id: string;
  readonly title: string;
  readonly target: { readonly id: string; readonly name: string };
  readonly database: string | null;
  readonly state: RemediationState;
  readonly stateAt: string;
  readonly kind: 'sql' | 'migration' | 'config';
  readonly severity: string;
  readonly environment: string;
  readonly author: PersonName;
  readonly createdAt: string;
  readonly findings: number;
  readonly approvals: { readonly given: number; readonly needed: number };
  readonly scheduledFor: string | null;
  /** Whether the person asking is the one it waits for: to approve, to apply, to look into. */
  readonly waitsForMe: boolean;
}

export interface RemediationQueue {
  readonly rows: readonly ListedRemediation[];
  readonly total: number;
  readonly page: number;
  readonly size: number;
  readonly counts: Readonly<Record<QueueTab | 'waits', number>>;
  readonly targets: readonly { readonly id: string; readonly name: string }[];
  readonly people: readonly PersonName[];
}
