import { ConnectFailure } from './connect-failure.ts';
import {
  type AnswerRow,
  type ConnectedClient,
  connectClient,
  rowsAt,
  type SessionOptions,
} from './connected-client.ts';
import type { ConnectionTarget } from './connection-target.ts';
import { sqlstateOf } from './failure-of.ts';
import { QueryRefused } from './query-refused.ts';
import { fixedForReading, type Read } from './session.ts';
import { readWriteIdentity, type WriteIdentity } from './write-identity.ts';

/** How long a statement may wait for a lock, and take in all, milliseconds. */
export interface WriteLimits {
  readonly lockMs: number;
  readonly statementMs: number;
}

/**
 * A connection that may change something: one transaction at a time, and only as its caller says. It stands apart from
 * `Session`, which cannot. Statements throw `QueryRefused` (the transaction is then aborted: roll back), anything else ends
 * the connection with `ConnectFailure`.
 */
export interface WriteSession {
  readonly identity: WriteIdentity;
  readonly tls: { readonly version: string; readonly cipher: string } | null;
  /** READ COMMITTED, READ WRITE, under `search_path = pg_catalog, pg_temp`; every setting goes with the transaction. */
  begin(limits: WriteLimits): Promise<void>;
  /** One statement in a message of the extended protocol: two are refused by the server (42601). */
  run(sql: string): Promise<readonly AnswerRow[]>;
  /** For the inventory's sections, within the transaction: it sees what was done, can write nothing, and a refused read aborts nothing. */
  readonly read: Read;
  /** Whether a condition holds: one row, one boolean. Anything else is `QueryRefused` (21000 or 42804), never true. */
  ask(condition: { readonly sql: string }): Promise<boolean>;
  /** The transaction's 64-bit id as text, for `pg_xact_status`; assigned now where none was. */
  xid(): Promise<string>;
  /** `QueryRefused` where the server rolled back instead; after a `ConnectFailure` nobody knows without asking for the xid. */
  commit(): Promise<void>;
  rollback(): Promise<void>;
  /** One statement that refuses a transaction block (ALTER SYSTEM), as its own transaction. */
  outside(sql: string, limits?: WriteLimits): Promise<readonly AnswerRow[]>;
  /** SQLSTATEs of the warnings since they were last taken, at most a thousand: their texts are the server's, and stay there. */
  takeWarnings(): readonly string[];
  close(): Promise<void>;
}

export const defaultWriteLimits: WriteLimits = { lockMs: 2_000, statementMs: 30_000 };

const keptWarnings = 1_000;

/** The server has to give up before the client does: a statement whose answer never comes has an unknown end. */
function bounded(limits: WriteLimits, answerMs: number): readonly string[] {
  const statementMs = Math.max(1, Math.min(Math.trunc(limits.statementMs), answerMs - 5_000));
  const lockMs = Math.max(1, Math.min(Math.trunc(limits.lockMs), statementMs));
  return [`lock_timeout = ${lockMs}`, `statement_timeout = ${statementMs}`];
}

function beginStatements(limits: readonly string[], versionNum: number): string {
  return [
    'BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE',
    'SET LOCAL search_path = pg_catalog, pg_temp',
    ...limits.map((setting) => `SET LOCAL ${setting}`),
    'SET LOCAL idle_in_transaction_session_timeout = 60000',
    'SET LOCAL client_min_messages = warning',
    // The role's own settings must not add grants of which the plan says nothing.
    ...(versionNum >= 160_000 ? ["SET LOCAL createrole_self_grant = ''"] : []),
    ...fixedForReading,
    'SELECT pg_catalog.pg_backend_pid(), pg_catalog.pg_is_in_recovery()',
  ].join('; ');
}

function writeSessionOver(connected: ConnectedClient, identity: WriteIdentity): WriteSession {
  const { client, limits, send } = connected;
  let open = false;
  /** Whether the savepoint of the reads stands. */
  let reading = false;
  let limitedOutside: string | null = null;
  let warnings: string[] = [];
  client.on('notice', (notice: unknown) => {
    if (warnings.length < keptWarnings) warnings.push(sqlstateOf(notice) ?? '01000');
  });
  const inTransaction = (wanted: boolean) => {
    if (open !== wanted) throw new Error(wanted ? 'no transaction is open' : 'a transaction is open');
  };
  const one = (sql: string) => send(sql, { protocol: 'extended' });
  const endReading = async () => {
    if (!reading) return;
    reading = false;
    await send('ROLLBACK TO SAVEPOINT postern_read; RELEASE SAVEPOINT postern_read');
  };
  /** Read only within the savepoint: rolled back to, the transaction may write again. */
  const beginReading = () => {
    const statements = [
      ...(reading ? [] : ['SAVEPOINT postern_read']),
      'ROLLBACK TO SAVEPOINT postern_read',
      'SET LOCAL transaction_read_only = on',
    ];
    reading = true;
    return statements;
  };
  return {
    identity,
    tls: client.encryption,
    begin: async (wanted) => {
      inTransaction(false);
      const statements = beginStatements(bounded(wanted, limits.answerMs), identity.versionNum);
      const [row] = rowsAt(await send(statements), -1);
      if (row?.[0] !== identity.backendPid || row[1] !== false) {
        const failure = new ConnectFailure(row?.[1] === true ? 'standby' : 'pooler');
        client.fail(failure);
        throw failure;
      }
      open = true;
    },
    run: async (sql) => {
      inTransaction(true);
      await endReading();
      return rowsAt(await one(sql), 0);
    },
    read: async (sql, onRow) => {
      inTransaction(true);
      const before = beginReading();
      const rows = rowsAt(await send([...before, sql].join('; '), { onRow }), before.length);
      return onRow ? [] : rows;
    },
    ask: async ({ sql }) => {
      inTransaction(true);
      await send(beginReading().join('; '));
      const rows = rowsAt(await one(sql), 0);
      if (rows.length !== 1 || rows[0]?.length !== 1) throw new QueryRefused('21000');
      const answer = rows[0][0];
      if (typeof answer !== 'boolean' && answer !== null) throw new QueryRefused('42804');
      return answer === true;
    },
    xid: async () => {
      inTransaction(true);
      await endReading();
      const id = rowsAt(await one('SELECT pg_catalog.pg_current_xact_id()::pg_catalog.text'), 0)[0]?.[0];
      if (typeof id !== 'string' || !/^[0-9]{1,20}$/.test(id)) throw new ConnectFailure('protocol');
      return id;
    },
    commit: async () => {
      inTransaction(true);
      await endReading();
      open = false;
      const answer = await one('COMMIT');
      // An aborted transaction answers COMMIT with ROLLBACK, and no error.
      const command: unknown =
        typeof answer === 'object' && answer !== null ? Reflect.get(answer, 'command') : null;
      if (command !== 'COMMIT') throw new QueryRefused('40000');
    },
    rollback: async () => {
      reading = false;
      if (!open) return;
      open = false;
      await send('ROLLBACK');
    },
    outside: async (sql, wanted = defaultWriteLimits) => {
      inTransaction(false);
      const statements = [
        'search_path = pg_catalog, pg_temp',
        ...bounded(wanted, limits.answerMs),
        'default_transaction_read_only = off',
        'client_min_messages = warning',
      ]
        .map((setting) => `SET SESSION ${setting}`)
        .join('; ');
      // Not a pooler: what is set stays with this very backend.
      if (limitedOutside !== statements) await send(statements);
      limitedOutside = statements;
      return rowsAt(await one(sql), 0);
    },
    takeWarnings: () => {
      const taken = warnings;
      warnings = [];
      return taken;
    },
    close: connected.close,
  };
}

/**
 * Opens a connection for changes, by the same rules on TLS and passwords as `openSession`. Throws `ConnectFailure`: also
 * for a pooler (its process id is not the backend's) and for a standby.
 */
export async function openWriteSession(
  target: ConnectionTarget,
  options: SessionOptions = {},
): Promise<WriteSession> {
  const connected = await connectClient(target, options);
  try {
    return writeSessionOver(connected, await readWriteIdentity(connected));
  } catch (error) {
    await connected.close();
    throw error;
  }
}
