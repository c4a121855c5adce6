import { ConnectFailure } from './connect-failure.ts';
import {
  type AnswerRow,
  type ConnectedClient,
  connectClient,
  rowsAt,
  type SessionOptions,
} from './connected-client.ts';
import type { ConnectionTarget } from './connection-target.ts';
import { failureOf } from './failure-of.ts';
import type { SessionLimits } from './limits.ts';
import { QueryRefused } from './query-refused.ts';
import type { ServerCertificate } from './server-certificate.ts';

/**
 * Reads inside the session's one transaction. Throws `QueryRefused` for a statement, `ConnectFailure` for the session.
 * With `onRow` each row is handed over as it arrives, kept by nobody, and the answer is empty; what `onRow` was given
 * before a throw is part of no answer. If `onRow` throws, the session fails with `protocol`.
 */
export type Read = (sql: string, onRow?: (row: AnswerRow) => void) => Promise<readonly AnswerRow[]>;

export interface Session {
  readonly tls: { readonly version: string; readonly cipher: string } | null;
  readonly certificate: ServerCertificate | null;
  /**
   * Runs `work` in one repeatable-read, read-only transaction under `search_path = pg_catalog, pg_temp`; a statement that
   * fails takes no other with it, and several may be under way. Always rolled back: there is nothing to keep. Throws `ConnectFailure` for a pooler.
   */
  readOnly<Value>(work: (read: Read) => Promise<Value>): Promise<Value>;
  close(): Promise<void>;
}

/** What a deparsed expression or a date depends on, fixed for the transaction. */
export const fixedForReading: readonly string[] = [
  'SET LOCAL max_parallel_workers_per_gather = 0',
  'SET LOCAL jit = off',
  "SET LOCAL TimeZone = 'UTC'",
  "SET LOCAL DateStyle = 'ISO, YMD'",
  'SET LOCAL quote_all_identifiers = off',
  'SET LOCAL standard_conforming_strings = on',
];

/** Sets everything a deparsed expression or a lock could depend on. `search_path` first: nothing is looked up before it. */
function beginStatements(limits: SessionLimits): string {
  return [
    'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
    'SET LOCAL search_path = pg_catalog, pg_temp',
    `SET LOCAL statement_timeout = ${limits.statementMs}`,
    'SET LOCAL lock_timeout = 1000',
    'SET LOCAL idle_in_transaction_session_timeout = 60000',
    ...fixedForReading,
    'SAVEPOINT postern',
    'SELECT pg_catalog.pg_backend_pid()',
  ].join('; ');
}

function sessionOver({ client, limits, send, close }: ConnectedClient): Session {
  // Back to the savepoint first, not last: so a statement may be on its way before it is known how the one before ended.
  const read: Read = async (sql, onRow) => {
    const rows = rowsAt(await send(`ROLLBACK TO SAVEPOINT postern; ${sql}`, { onRow }), 1);
    return onRow ? [] : rows;
  };
  return {
    tls: client.encryption,
    certificate: client.certificate,
    readOnly: async (work) => {
      try {
        const begun = rowsAt(await send(beginStatements(limits)), -1);
        // A pooler hands out its own process id at connect and lends a server's connection later (semantics.md 35).
        if (begun[0]?.[0] !== Reflect.get(client, 'processID')) throw new ConnectFailure('pooler');
        const value = await work(read);
        await send('ROLLBACK');
        return value;
      } catch (error) {
        const failure = error instanceof QueryRefused ? failureOf({ code: error.sqlstate }) : error;
        client.fail(failure instanceof ConnectFailure ? failure : new ConnectFailure('protocol'));
        throw failure;
      }
    },
    close,
  };
}

/** Opens one bounded session. Throws `ConnectFailure`; nothing else, and never with a byte the server sent. */
export async function openSession(target: ConnectionTarget, options: SessionOptions = {}): Promise<Session> {
  return sessionOver(await connectClient(target, options));
}
