import { startCluster, type TestCluster } from '../lib/testing/cluster.ts';
import { modelledStatements } from './modelled-sql.ts';
import type { Preset } from './preset.ts';
import { seedStatements } from './seed-sql.ts';

/** A throw-away server with a generated catalog in its database `postgres`, vacuumed, analysed and warm. */
export async function seedCluster(preset: Preset, seed: number): Promise<TestCluster> {
  const cluster = await startCluster({
    major: 17,
    settings: {
      fsync: 'off',
      shared_buffers: '512MB',
      autovacuum: 'off',
      max_wal_size: '4GB',
      // Ten thousand roles or fifty thousand tables are made in few transactions.
      max_locks_per_transaction: '1024',
    },
  });
  try {
    const client = await cluster.connect();
    await client.query('SET synchronous_commit = off');
    const statements = 'teams' in preset ? modelledStatements(preset, seed) : seedStatements(preset, seed);
    for (const statement of statements) await client.query(statement);
    await client.query('VACUUM ANALYZE');
    await client.query('CHECKPOINT');
    await client.end();
    return cluster;
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}
