import pg from 'pg';
import type { TestCluster } from './cluster.ts';

/** Logs in over the loopback network, as `pg_hba.conf` has it: null where the server lets it in, else its SQLSTATE. */
export async function loginOverTcp(
  { port }: TestCluster,
  user: string,
  password: string,
): Promise<string | null> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user,
    password,
    database: 'postgres',
    ssl: false,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query('SELECT session_user::text AS who');
    if (rows[0]?.who !== user) throw new Error(`logged in as ${rows[0]?.who}`);
    return null;
  } catch (error) {
    if (error instanceof pg.DatabaseError) return error.code ?? 'no SQLSTATE';
    throw error;
  } finally {
    await client.end();
  }
}
