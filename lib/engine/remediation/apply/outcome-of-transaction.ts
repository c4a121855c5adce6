import type { ApplyStates } from './apply-hooks.ts';
import { type ApplyOutcome, ApplyRefused } from './apply-outcome.ts';
import type { ApplySession } from './apply-session.ts';
import type { CommitAnchor } from './commit-anchor.ts';

/** `about`: what COMMIT was answered with, where it failed. The session is asked; where it is gone nobody knows yet. */
export async function outcomeOfTransaction(
  session: ApplySession,
  known: ApplyStates & { readonly anchor: CommitAnchor },
  about: string | null,
): Promise<ApplyOutcome> {
  const { anchor, stateBefore, stateAfter } = known;
  try {
    const status = (await session.outside(statusSql(anchor.xid)))[0]?.[0];
    if (status === 'committed') return { kind: 'done', xid: anchor.xid, states: { stateBefore, stateAfter } };
    if (status === 'aborted')
      return new ApplyRefused('commit-refused', { sqlstate: about }).outcome('rolled-back');
  } catch {
    // The session is gone; `recoverExecution` asks on another one.
  }
  return { kind: 'uncertain', reason: 'COMMIT was sent and its answer did not come' };
}

/** Any role may ask. Null: too long ago to be known. An identifier not given out yet is an error (22023). */
export function statusSql(xid: string): string {
  if (!/^[0-9]{1,20}$/.test(xid)) throw new Error('a transaction identifier is a number');
  return `SELECT pg_catalog.pg_xact_status('${xid}'::pg_catalog.xid8)`;
}
