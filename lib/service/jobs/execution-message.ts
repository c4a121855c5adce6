import type { ConnectFailureCode } from '../../engine/connect/connect-failure.ts';
import type { ApplyLine, ApplyStates } from '../../engine/remediation/apply/apply-hooks.ts';
import type { ApplyOutcome } from '../../engine/remediation/apply/apply-outcome.ts';
import type { ApprovedScript } from '../../engine/remediation/apply/approved-script.ts';
import type { CommitAnchor } from '../../engine/remediation/apply/commit-anchor.ts';
import type { Recovery } from '../../engine/remediation/apply/recover-execution.ts';
import type { Plan } from '../../engine/remediation/plan.ts';
import type { Rehearsal } from '../../engine/remediation/rehearse/rehearsal.ts';
import type { AskedStatements } from './ask-seen-statements.ts';
import type { ThreadConnection } from './thread-connection.ts';
import type { JudgedBy } from './thread-message.ts';

/** Plain data, copied into the thread that does it. */
export type ExecutionInput =
  | { readonly work: 'apply'; readonly to: ThreadConnection; readonly script: ApprovedScript }
  | ({
      readonly work: 'rehearse';
      readonly to: ThreadConnection;
      /** As the role that scans, to ask what was seen to run; or why it cannot be asked. */
      readonly scanner: ThreadConnection | { readonly unknown: string };
      readonly plan: Plan;
      /** The inventory it was planned on, JSON, gzip. */
      readonly snapshot: Uint8Array<ArrayBuffer>;
    } & JudgedBy)
  | { readonly work: 'recover'; readonly to: ThreadConnection; readonly anchor: CommitAnchor }
  | {
      readonly work: 'recover-outside';
      readonly to: ThreadConnection;
      readonly script: ApprovedScript;
      readonly files: string | null;
    };

/** What the thread wants recorded, and waits for: whoever keeps the record answers with the same `id`. */
export type ExecutionRequest =
  | { readonly ask: 'line'; readonly line: ApplyLine }
  | { readonly ask: 'commit'; readonly anchor: CommitAnchor; readonly states: ApplyStates }
  | { readonly ask: 'outside'; readonly number: number; readonly files: string | null };

/** `lost`: the execution is somebody else's. `failed`: it could not be recorded. */
export type ExecutionReply = 'recorded' | 'lost' | 'failed';

export type FromExecution =
  | { readonly kind: 'request'; readonly id: number; readonly request: ExecutionRequest }
  | { readonly kind: 'applied'; readonly outcome: ApplyOutcome }
  | { readonly kind: 'rehearsed'; readonly rehearsal: Rehearsal; readonly seenStatements: AskedStatements }
  | { readonly kind: 'unreachable'; readonly code: ConnectFailureCode; readonly reason: string }
  | { readonly kind: 'recovered'; readonly recovery: Recovery }
  | { readonly kind: 'broken'; readonly stack: string };

export type ToExecution =
  | { readonly kind: 'reply'; readonly id: number; readonly reply: ExecutionReply }
  | { readonly kind: 'stop' };
