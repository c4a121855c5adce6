import { ConnectFailure } from './connect-failure.ts';
import { type ConnectedClient, rowsAt } from './connected-client.ts';
import { failureOf } from './failure-of.ts';
import { QueryRefused } from './query-refused.ts';

/** What a connection for changes is connected to, asked of the server when it was opened. */
export interface WriteIdentity {
  /** `pg_control_system().system_identifier`, decimal. */
  readonly systemIdentifier: string;
  /** For example 160014. */
  readonly versionNum: number;
  readonly database: string;
  /** The session user: who the credential belongs to. */
  readonly role: string;
  /** Who its rights are: differs where `ALTER ROLE … SET role` says so. */
  readonly currentRole: string;
  /** Always false of an open session: standbys are refused. */
  readonly inRecovery: boolean;
  readonly backendPid: number;
}

const identityStatements = [
  'BEGIN READ ONLY',
  'SET LOCAL search_path = pg_catalog, pg_temp',
  `SELECT (SELECT c.system_identifier::pg_catalog.text FROM pg_catalog.pg_control_system() c),
  pg_catalog.current_setting('server_version_num')::pg_catalog.int4, pg_catalog.current_database()::pg_catalog.text,
  session_user::pg_catalog.text, current_user::pg_catalog.text, pg_catalog.pg_is_in_recovery(), pg_catalog.pg_backend_pid()`,
  'ROLLBACK',
].join('; ');

/** Throws `ConnectFailure`: a pooler, a standby, a version outside 14 to 18, or what does not answer as PostgreSQL. */
export async function readWriteIdentity({ client, send }: ConnectedClient): Promise<WriteIdentity> {
  let answer: unknown;
  try {
    answer = await send(identityStatements);
  } catch (error) {
    throw error instanceof QueryRefused ? failureOf({ code: error.sqlstate }) : error;
  }
  const [systemIdentifier, versionNum, database, role, currentRole, inRecovery, backendPid] =
    rowsAt(answer, 2)[0] ?? [];
  // A pooler hands out its own process id at connect and lends a server's connection later (semantics.md 35).
  if (backendPid !== Reflect.get(client, 'processID')) throw new ConnectFailure('pooler');
  if (
    typeof systemIdentifier !== 'string' ||
    typeof versionNum !== 'number' ||
    typeof database !== 'string' ||
    typeof role !== 'string' ||
    typeof currentRole !== 'string' ||
    typeof inRecovery !== 'boolean' ||
    typeof backendPid !== 'number'
  )
    throw new ConnectFailure('protocol');
  if (!(versionNum >= 140_000 && versionNum < 190_000)) throw new ConnectFailure('unsupported-version');
  if (inRecovery) throw new ConnectFailure('standby');
  return { systemIdentifier, versionNum, database, role, currentRole, inRecovery, backendPid };
}
