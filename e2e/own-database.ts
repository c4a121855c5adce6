import { readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';

/**
 * Runs SQL on the product's own database, for what no button can bring about: a run whose end nobody knows. As the product itself
 * would write it: its constraints and triggers hold here too.
 */
export async function inOwnDatabase(sql: string, values: readonly string[] = []): Promise<void> {
  const home = process.env.E2E_HOME ?? '';
  const client = new pg.Client({
    host: '127.0.0.1',
    port: Number(readFileSync(path.join(home, 'database', 'port'), 'utf8')),
    user: 'postern',
    database: 'postern',
    password: readFileSync(path.join(home, 'secrets', 'database.password'), 'utf8').trim(),
  });
  await client.connect();
  try {
    await client.query(sql, [...values]);
  } finally {
    await client.end();
  }
}
