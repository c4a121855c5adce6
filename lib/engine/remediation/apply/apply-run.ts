import type { ApplyHooks } from './apply-hooks.ts';
import type { ApplySession } from './apply-session.ts';
import type { ApprovedScript } from './approved-script.ts';
import type { Step } from './logged-step.ts';

/** What one execution works with, once the server is known to be the right one. */
export interface ApplyRun {
  readonly session: ApplySession;
  readonly script: ApprovedScript;
  readonly hooks: ApplyHooks;
  readonly step: Step;
  readonly options: { readonly now: string; readonly lockMs?: number; readonly statementMs?: number };
  /** Another session like this one, checked like it. */
  readonly beside: () => Promise<ApplySession>;
}
