import pg from 'pg';
import { BoundedClient } from './bounded-client.ts';
import { ConnectFailure } from './connect-failure.ts';
import type { ConnectionTarget } from './connection-target.ts';
import { endsSession, failureOf, sqlstateOf } from './failure-of.ts';
import { defaultLimits, type SessionLimits } from './limits.ts';
import { QueryRefused } from './query-refused.ts';
import { type Transport, transportsFor } from './tls.ts';
import { typeParsers } from './type-parsers.ts';

/** One answer row, cells in the order of the select list. */
export type AnswerRow = readonly unknown[];

export interface SessionOptions {
  readonly limits?: Partial<SessionLimits>;
  readonly signal?: AbortSignal;
  /** Send the password in clear text or as MD5 even where nothing proves who asks for it. */
  readonly allowInsecureAuthentication?: boolean;
}

/** How a text is sent: as it is (several statements allowed, ours alone), or as one statement and never more. */
export type Protocol = 'simple' | 'extended';

/** A connected, bounded client; what a transaction means is the business of whoever holds it. */
export interface ConnectedClient {
  readonly client: BoundedClient;
  readonly limits: SessionLimits;
  /**
   * The driver's answer, behind those still under way; with `onRow` its rows go past the driver. Throws `QueryRefused` for a
   * statement, `ConnectFailure` for the connection.
   */
  send(text: string, options?: SendOptions): Promise<unknown>;
  close(): Promise<void>;
}

export interface SendOptions {
  readonly protocol?: Protocol;
  readonly onRow?: ((row: AnswerRow) => void) | undefined;
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

/** The driver's own query, behind those still under way; rows go to `onRow` past the driver. */
function ask(client: BoundedClient, text: string, { protocol, onRow }: SendOptions): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const config: pg.QueryArrayConfig = {
      text,
      rowMode: 'array',
      types: typeParsers,
      ...(protocol === 'extended' ? { queryMode: 'extended' } : {}),
    };
    const query = new pg.Query(config, (error: unknown, answer: unknown) =>
      error ? reject(error) : resolve(answer),
    );
    client.ask(query, onRow ?? null);
  });
}

function connectedOver(client: BoundedClient, release: () => void, limits: SessionLimits): ConnectedClient {
  return {
    client,
    limits,
    send: async (text, options = {}) => {
      if (client.failure) throw client.failure;
      try {
        return await ask(client, text, options);
      } catch (error) {
        if (client.failure) throw client.failure;
        const sqlstate = sqlstateOf(error);
        if (sqlstate !== null && !endsSession(sqlstate)) throw new QueryRefused(sqlstate);
        client.fail(failureOf(error));
        throw client.failure;
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
 * Connects one bounded client, with libpq's fallbacks for `sslmode` allow and prefer.
 * Throws `ConnectFailure`; nothing else, and never with a byte the server sent.
 */
export async function connectClient(
  target: ConnectionTarget,
  options: SessionOptions,
): Promise<ConnectedClient> {
  const given = { ...defaultLimits, ...options.limits };
  const connectMs = Math.min(given.connectMs, (target.connectTimeout ?? 3600) * 1000);
  const limits = { ...given, connectMs };
  let failure = new ConnectFailure('protocol');
  for (const transport of transportsFor(target)) {
    const attempt = await connectBy(target, transport, limits, options);
    if ('client' in attempt) return connectedOver(attempt.client, attempt.release, limits);
    failure = attempt.failure;
    if (!attempt.tryOtherTransport) break;
  }
  throw failure;
}

function isRow(value: unknown): value is AnswerRow {
  return Array.isArray(value);
}

/** Rows of the statement at `index` of a multi-statement answer, or of the one answer of a single statement. */
export function rowsAt(answer: unknown, index: number): readonly AnswerRow[] {
  const result: unknown = Array.isArray(answer) ? answer.at(index) : answer;
  const rows: unknown =
    typeof result === 'object' && result !== null ? Reflect.get(result, 'rows') : undefined;
  if (!Array.isArray(rows) || !rows.every(isRow)) throw new ConnectFailure('protocol');
  return rows;
}
