import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseEnvironment, replaceEnvironment } from '../env.ts';
import { openDatabase, replaceDatabase } from '../service/db/client.ts';
import { applyMigrations } from '../service/db/migrate.ts';
import { startCluster, type TestCluster } from './cluster.ts';
import type { DataDirectoryTemplate } from './data-directory-template.ts';

/** Postern's own database for one test file: real, migrated, empty; and a home of its own for keys. */
export interface ServiceDatabase {
  readonly cluster: TestCluster;
  readonly url: string;
  /** SQL as superuser on Postern's database. */
  sql(text: string): Promise<Record<string, unknown>[]>;
  stop(): Promise<void>;
}

const major = 18;

const urlOn = (cluster: TestCluster) => `postgres://postern@127.0.0.1:${cluster.port}/postern`;

/** A cluster with Postern's own database, empty. */
const migrated: DataDirectoryTemplate = {
  name: `${major}-migrated`,
  fill: async (files) => {
    const cluster = await startCluster({ major });
    await cluster.sql('CREATE ROLE postern LOGIN');
    await cluster.sql('CREATE DATABASE postern OWNER postern');
    await applyMigrations(urlOn(cluster));
    await cluster.stop({ keep: files.dataDirectory });
  },
};

export async function startServiceDatabase(
  variables: Readonly<Record<string, string>> = {},
): Promise<ServiceDatabase> {
  const cluster = await startCluster({ major, template: migrated });
  const url = urlOn(cluster);
  const home = mkdtempSync(path.join(tmpdir(), 'postern-home-'));
  const restoreEnvironment = replaceEnvironment(
    parseEnvironment({ DATABASE_URL: url, POSTERN_HOME: home, NODE_ENV: 'test', ...variables }),
  );
  const client = openDatabase(url);
  const restoreDatabase = replaceDatabase(client);
  return {
    cluster,
    url,
    sql: (text) => cluster.sql(text, 'postern'),
    stop: async () => {
      await client.$disconnect();
      restoreDatabase();
      restoreEnvironment();
      await cluster.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
