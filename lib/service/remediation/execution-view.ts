import type { RemediationState } from './remediation-state.ts';

export interface ShownLine {
  readonly seq: number;
  readonly at: string;
  readonly kind: 'info' | 'check' | 'statement' | 'error';
  readonly text: string;
  readonly sqlstate: string | null;
  readonly ms: number | null;
  readonly rows: number | null;
  readonly notices: number | null;
}

export interface ShownExecution {
  readonly id: string;
  readonly direction: 'up' | 'down' | 'rehearsal';
  readonly state: 'intent' | 'running' | 'committing' | 'done' | 'failed' | 'rolled-back' | 'needs-human';
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly xid: string | null;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly lines: readonly ShownLine[];
}

/** For polling while something runs: GET /api/remediations/[id]/executions?after=SEQ. */
export interface ExecutionProgress {
  readonly state: RemediationState;
  readonly execution: ShownExecution | null;
}
