import { ConnectFailure } from '../../connect/connect-failure.ts';
import { ApplyRefused } from './apply-outcome.ts';
import type { ApplySession } from './apply-session.ts';

/**
 * What is kept of a transaction before its COMMIT, so that it can be found again. The identifier alone does not do: a server that
 * was restored, or a standby that was promoted without the last of the log, counts on from an earlier one and gives it away again.
 */
export interface CommitAnchor {
  /** `pg_current_xact_id()`, 64 bits. */
  readonly xid: string;
  readonly systemIdentifier: string;
  /** Eight hexadecimal digits; another one after every promotion and every restore. */
  readonly timeline: string;
  /** How far the log had been written: a server behind it has lost some. */
  readonly lsn: string;
}

/** Any role may ask this, on a primary. */
export const positionSql =
  'SELECT pg_catalog.left(pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_insert_lsn()), 8), pg_catalog.pg_current_wal_insert_lsn()::pg_catalog.text';

export function positionOf(rows: readonly (readonly unknown[])[]): {
  readonly timeline: string;
  readonly lsn: string;
} {
  const [timeline, lsn] = rows[0] ?? [];
  if (typeof timeline !== 'string' || typeof lsn !== 'string') throw new ConnectFailure('protocol');
  return { timeline, lsn };
}

/**
 * A crash forgets transactions whose log was not flushed, and gives their identifiers to others, which may commit: `pg_xact_status`
 * would then answer for those. So the log is flushed past this transaction before its identifier is relied on: from 17 by a
 * message that asks for it, before by a small transaction beside this one that is waited for.
 */
export async function makeDurable(session: ApplySession, beside: () => Promise<ApplySession>): Promise<void> {
  try {
    await flushLog(session, beside);
  } catch (error) {
    throw new ApplyRefused('not-durable', {
      about: error instanceof Error ? error.message : 'no reason known',
    });
  }
}

async function flushLog(session: ApplySession, beside: () => Promise<ApplySession>): Promise<void> {
  if (session.identity.versionNum >= 170_000) {
    await session.run(
      "SELECT pg_catalog.pg_logical_emit_message(false, 'postern', ''::pg_catalog.text, true)",
    );
    return;
  }
  const other = await beside();
  try {
    if (other.identity.systemIdentifier !== session.identity.systemIdentifier)
      throw new ConnectFailure('protocol');
    await other.begin({ lockMs: 1000, statementMs: 10_000 });
    await other.run("SELECT pg_catalog.set_config('synchronous_commit', 'local', true)");
    await other.run("SELECT pg_catalog.pg_logical_emit_message(true, 'postern', ''::pg_catalog.text)");
    await other.commit();
  } finally {
    await other.close();
  }
}

export async function anchorOf(session: ApplySession): Promise<CommitAnchor> {
  const xid = await session.xid();
  return {
    xid,
    systemIdentifier: session.identity.systemIdentifier,
    ...positionOf(await session.run(positionSql)),
  };
}
