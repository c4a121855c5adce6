import pg from 'pg';
import { BoundedClient } from './bounded-client.ts';
import { ConnectFailure } from './connect-failure.ts';
import type { ConnectionTarget } from './connection-target.ts';
import { endsSession, failureOf, sqlstateOf } from './failure-of.ts';
import { defaultLimits, type SessionLimits } from './limits.ts';
import type { ServerCertificate } from './server-certificate.ts';
import { type Transport, transportsFor } from './tls.ts';
import { typeParsers } from './type-parsers.ts';

/** One answer row, cells in the order of the select list. */
export type AnswerRow = readonly unknown[];

/** The server refused one statement; the session goes on. Only its SQLSTATE is kept. */
export class QueryRefused extends Error {
  readonly sqlstate: string;

  constructor(sqlstate: string) {
    super(`the server refused the query (SQLSTATE ${sqlstate})`);
    this.name = 'QueryRefused';
    this.sqlstate = sqlstate;
  }
}

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

export interface SessionOptions {
  readonly limits?: Partial<SessionLimits>;
  readonly signal?: AbortSignal;
  /** Send the password in clear text or as MD5 even where nothing proves who asks for it. */
  readonly allowInsecureAuthentication?: boolean;
}

function abortFailure(signal: AbortSignal): ConnectFailure {
  const reason: unknown = signal.reason;
  return new ConnectFailure(
    reason instanceof Error && reason.name === 'TimeoutError' ? 'timeout' : 'cancelled',
  );
}

type Attempt =
  | { readonly client: BoundedClient; readonly release: () => void }
  | { readonly failure: ConnectFailure; readonly tryOtherTransport: boolean };

async function connectBy(
  target: ConnectionTarget,
  transport: Transport,
  limits: SessionLimits,
  options: SessionOptions,
): Promise<Attempt> {
  const { signal } = options;
  if (signal?.aborted) return { failure: abortFailure(signal), tryOtherTransport: false };
  const client = new BoundedClient(target, transport, limits, options.allowInsecureAuthentication ?? false);
  const timer = setTimeout(() => client.fail(new ConnectFailure('timeout')), limits.connectMs);
  const abort = () => client.fail(signal ? abortFailure(signal) : new ConnectFailure('cancelled'));
  signal?.addEventListener('abort', abort, { once: true });
  const release = () => signal?.removeEventListener('abort', abort);
  try {
    await client.connect();
    return { client, release };
  } catch (error) {
    const failure =
      client.failure ?? (client.tlsRefused ? new ConnectFailure('tls-not-offered') : failureOf(error));
    client.fail(failure);
    release();
    // What libpq 17 retries the other way: no TLS to be had, or turned away before any proof of identity was asked for.
    const turnedAway = failure.sqlstate !== null && !client.authenticationAsked;
    return { failure, tryOtherTransport: failure.code.startsWith('tls-') || turnedAway };
  } finally {
    clearTimeout(timer);
  }
}

/** Sets everything a deparsed expression or a lock could depend on. `search_path` first: nothing is looked up before it. */
function beginStatements(limits: SessionLimits): string {
  return [
    'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
    'SET LOCAL search_path = pg_catalog, pg_temp',
    `SET LOCAL statement_timeout = ${limits.statementMs}`,
    'SET LOCAL lock_timeout = 1000',
    'SET LOCAL idle_in_transaction_session_timeout = 60000',
    'SET LOCAL max_parallel_workers_per_gather = 0',
    'SET LOCAL jit = off',
    "SET LOCAL TimeZone = 'UTC'",
    "SET LOCAL DateStyle = 'ISO, YMD'",
    'SET LOCAL quote_all_identifiers = off',
    'SET LOCAL standard_conforming_strings = on',
    'SAVEPOINT postern',
    'SELECT pg_catalog.pg_backend_pid()',
  ].join('; ');
}

function isRow(value: unknown): value is AnswerRow {
  return Array.isArray(value);
}

/** Rows of the statement at `index` of a multi-statement answer. */
function rowsAt(answer: unknown, index: number): readonly AnswerRow[] {
  const result: unknown = Array.isArray(answer) ? answer.at(index) : undefined;
  const rows: unknown =
    typeof result === 'object' && result !== null ? Reflect.get(result, 'rows') : undefined;
  if (!Array.isArray(rows) || !rows.every(isRow)) throw new ConnectFailure('protocol');
  return rows;
}

/** The driver's own query, behind those still under way; rows go to `onRow` past the driver. */
function ask(client: BoundedClient, text: string, onRow?: (row: AnswerRow) => void): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const config: pg.QueryArrayConfig = { text, rowMode: 'array', types: typeParsers };
    const query = new pg.Query(config, (error: unknown, answer: unknown) =>
      error ? reject(error) : resolve(answer),
    );
    client.ask(query, onRow ?? null);
  });
}

function sessionOver(client: BoundedClient, release: () => void, limits: SessionLimits): Session {
  const send = async (sql: string, onRow?: (row: AnswerRow) => void): Promise<unknown> => {
    if (client.failure) throw client.failure;
    try {
      return await ask(client, sql, onRow);
    } catch (error) {
      if (client.failure) throw client.failure;
      const sqlstate = sqlstateOf(error);
      if (sqlstate !== null && !endsSession(sqlstate)) throw new QueryRefused(sqlstate);
      client.fail(failureOf(error));
      throw client.failure;
    }
  };
  // Back to the savepoint first, not last: so a statement may be on its way before it is known how the one before ended.
  const read: Read = async (sql, onRow) => {
    const rows = rowsAt(await send(`ROLLBACK TO SAVEPOINT postern; ${sql}`, onRow), 1);
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
    close: async () => {
      release();
      if (client.failure) return;
      // A server that never answers the farewell must not keep anybody waiting.
      let timer: NodeJS.Timeout | undefined;
      const patience = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, 500);
      });
      await Promise.race([client.end().catch(() => {}), patience]);
      clearTimeout(timer);
      client.fail(new ConnectFailure('connection-lost'));
    },
  };
}

/**
 * Opens one bounded session, with libpq's fallbacks for `sslmode` allow and prefer.
 * Throws `ConnectFailure`; nothing else, and never with a byte the server sent.
 */
export async function openSession(target: ConnectionTarget, options: SessionOptions = {}): Promise<Session> {
  const given = { ...defaultLimits, ...options.limits };
  const connectMs = Math.min(given.connectMs, (target.connectTimeout ?? 3600) * 1000);
  const limits = { ...given, connectMs };
  let failure = new ConnectFailure('protocol');
  for (const transport of transportsFor(target)) {
    const attempt = await connectBy(target, transport, limits, options);
    if ('client' in attempt) return sessionOver(attempt.client, attempt.release, limits);
    failure = attempt.failure;
    if (!attempt.tryOtherTransport) break;
  }
  throw failure;
}
