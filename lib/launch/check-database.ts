import pg from 'pg';
import { applyMigrations } from '../service/db/migrate.ts';
import { LaunchProblem, problemLine } from './launch-problem.ts';

/** Held while migrations are applied: two Posterns on one database take turns. */
const migrationLock = 0x706f7374_6d;

/** The address without credentials, for people. */
function shown(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}${port === '' ? '' : `:${port}`}${pathname}`;
}

const sentences: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'the host name does not resolve',
  EAI_AGAIN: 'the host name does not resolve',
  ETIMEDOUT: 'it does not answer',
  EHOSTUNREACH: 'the host cannot be reached',
};

/** Connects and applies what migrations are missing. Throws `LaunchProblem` with one line, never with the password. */
export async function migrateDatabase(url: string): Promise<readonly string[]> {
  if (!URL.canParse(url) || !/^postgres(ql)?:$/.test(new URL(url).protocol)) {
    throw new LaunchProblem('DATABASE_URL is not of the form postgres://user:password@host:port/database');
  }
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new LaunchProblem(
      `the database ${shown(url)} cannot be used: ${sentences[code] ?? problemLine(error)}`,
    );
  }
  try {
    await client.query('SELECT pg_advisory_lock($1)', [migrationLock]);
    return await applyMigrations(url);
  } catch (error) {
    throw new LaunchProblem(
      `the database ${shown(url)} could not be brought up to date: ${problemLine(error)}`,
    );
  } finally {
    await client.end();
  }
}
