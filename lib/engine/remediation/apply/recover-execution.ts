import { ConnectFailure, type ConnectFailureCode } from '../../connect/connect-failure.ts';
import type { ConnectionTarget } from '../../connect/connection-target.ts';
import { QueryRefused } from '../../connect/query-refused.ts';
import { openWriteSession } from '../../connect/write-session.ts';
import { passingStates } from './apply-outcome.ts';
import type { ApplySession } from './apply-session.ts';
import type { ApprovedScript } from './approved-script.ts';
import { type CommitAnchor, positionOf, positionSql } from './commit-anchor.ts';
import { lockSql } from './execution-lock.ts';
import { lookAtState } from './look-at-state.ts';
import { statusSql } from './outcome-of-transaction.ts';

/** What became of an execution whose worker did not say. Nothing is ever sent again. */
export type Recovery =
  /** `stateAfter` where it was the state that told. */
  | { readonly kind: 'done'; readonly stateAfter: string | null }
  | { readonly kind: 'not-done' }
  /** It is still under way on the server: ask again. */
  | { readonly kind: 'running' }
  /** Nobody answered; `code` says whether asking again can help. */
  | { readonly kind: 'unreachable'; readonly code: ConnectFailureCode; readonly reason: string }
  /** The server cannot know, or is another one: a person has to look. */
  | { readonly kind: 'unknown'; readonly reason: string };

export interface RecoverOptions {
  readonly now: string;
  readonly signal?: AbortSignal;
  readonly open?: (target: ConnectionTarget) => Promise<ApplySession>;
}

async function asked(
  target: ConnectionTarget,
  systemIdentifier: string,
  options: RecoverOptions,
  ask: (session: ApplySession) => Promise<Recovery>,
): Promise<Recovery> {
  let session: ApplySession | null = null;
  try {
    const open =
      options.open ?? ((to) => openWriteSession(to, options.signal ? { signal: options.signal } : {}));
    session = await open(target);
    if (session.identity.systemIdentifier !== systemIdentifier)
      return { kind: 'unknown', reason: 'another server answers at this address now' };
    if (session.identity.inRecovery) return { kind: 'unknown', reason: 'the server is a standby now' };
    return await ask(session);
  } catch (error) {
    if (error instanceof ConnectFailure)
      return { kind: 'unreachable', code: error.code, reason: error.message };
    if (error instanceof QueryRefused && passingStates.has(error.sqlstate))
      return {
        kind: 'unreachable',
        code: 'timeout',
        reason: `the server could not say (SQLSTATE ${error.sqlstate})`,
      };
    if (error instanceof QueryRefused)
      return { kind: 'unknown', reason: `the server refused to say (SQLSTATE ${error.sqlstate})` };
    throw error;
  } finally {
    await session?.close();
  }
}

/**
 * Asks the server what became of the transaction. Any role will do. `unknown` where the identifier can mean another transaction
 * by now: another timeline, a log behind the one it was written to, an identifier too old to be known or not given out yet.
 */
export function recoverExecution(
  target: ConnectionTarget,
  anchor: CommitAnchor,
  options: RecoverOptions,
): Promise<Recovery> {
  return asked(target, anchor.systemIdentifier, options, async (session) => {
    const { timeline } = positionOf(await session.outside(positionSql));
    if (timeline !== anchor.timeline)
      return {
        kind: 'unknown',
        reason: 'the server was restored or promoted since: its transactions are others',
      };
    const written = await session.outside(
      `SELECT pg_catalog.pg_current_wal_insert_lsn() OPERATOR(pg_catalog.>=) '${lsnText(anchor.lsn)}'::pg_catalog.pg_lsn`,
    );
    if (written[0]?.[0] !== true)
      return { kind: 'unknown', reason: 'the server was set back to an earlier state since' };
    const status = (await session.outside(statusSql(anchor.xid)))[0]?.[0];
    if (status === 'committed') return { kind: 'done', stateAfter: null };
    if (status === 'aborted') return { kind: 'not-done' };
    if (status === 'in progress') return { kind: 'running' };
    return { kind: 'unknown', reason: 'the transaction is too long ago for the server to know' };
  });
}

function lsnText(lsn: string): string {
  if (!/^[0-9A-F]{1,8}\/[0-9A-F]{1,8}$/.test(lsn)) throw new ConnectFailure('protocol');
  return lsn;
}

/**
 * Looks what a script that no transaction held has left: its postconditions hold (`done`), or the state is still the one it was
 * approved for, in the files too (`not-done`); anything else a person has to look at. Needs the rights of the execution role.
 * `filesBefore`: what `onOutside` was given.
 */
export function recoverOutside(
  target: ConnectionTarget,
  script: ApprovedScript,
  filesBefore: string | null,
  options: RecoverOptions,
): Promise<Recovery> {
  return asked(target, script.systemIdentifier, options, async (session) => {
    if ((await session.outside(lockSql('session')))[0]?.[0] !== true) return { kind: 'running' };
    const found = await lookAtState({ session, script, options }, filesBefore);
    if (found.kind === 'done') return { kind: 'done', stateAfter: found.state };
    if (found.kind === 'unchanged') return { kind: 'not-done' };
    // A lock, a right taken away: it may be read yet.
    if (found.kind === 'unread') return { kind: 'unreachable', code: 'permission', reason: found.reason };
    return { kind: 'unknown', reason: 'the state is neither the one before nor the one that was to be' };
  });
}
