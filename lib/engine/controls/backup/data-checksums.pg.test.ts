import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { inventoryOf } from '../../../testing/inventory-of.ts';
import { verdictOf } from '../../../testing/verdict-of.ts';
import { factsOf } from '../../analysis/facts.ts';
import { dataChecksums } from './data-checksums.ts';

const started: TestCluster[] = [];
afterAll(() => Promise.all(started.map((cluster) => cluster.stop())));

// Whether there are checksums is decided when the cluster is made: off by default to 17, on from 18.
test.each([
  [14, 'fail'],
  [17, 'fail'],
  [18, 'pass'],
] as const)('a new cluster of PostgreSQL %i: %s', async (major, status) => {
  const cluster = await startCluster({ major });
  started.push(cluster);
  const inventory = await inventoryOf(cluster);
  const verdict = verdictOf(dataChecksums, factsOf(inventory));
  expect(verdict.status).toBe(status);
  expect(verdict.findings.map((one) => one.object)).toEqual(
    status === 'fail' ? [{ kind: 'setting', name: 'data_checksums' }] : [],
  );
  const gap = { input: 'settings', database: null, reason: 'taken away by the test', grant: null };
  const unread = { ...inventory, cluster: { ...inventory.cluster, settings: { gap } } };
  expect(verdictOf(dataChecksums, factsOf(unread)).status).toBe('unknown');
});

test('a page that was found damaged is not as good as none', async () => {
  const cluster = await startCluster({ major: 18 });
  started.push(cluster);
  await cluster.sql('CREATE DATABASE shop');
  await cluster.sql("CREATE TABLE t AS SELECT repeat('x', 100) AS a FROM generate_series(1, 500)", 'shop');
  await cluster.sql('CHECKPOINT');
  const [row] = await cluster.sql("SELECT pg_relation_filepath('t') AS file", 'shop');
  const file = path.join(cluster.dataDirectory, String(row?.file));
  await cluster.crash(async () => {
    const bytes = readFileSync(file);
    bytes.write('rotten', 8_192 + 4_000);
    writeFileSync(file, bytes);
  });
  await expect(cluster.sql('SELECT count(*) FROM t', 'shop')).rejects.toThrow(/invalid page/);
  await cluster.sql('SELECT 1', 'shop');
  const judge = async () => verdictOf(dataChecksums, factsOf(await inventoryOf(cluster)));
  await expect
    .poll(async () => (await judge()).findings.map((one) => one.object))
    .toEqual([{ kind: 'database', database: 'shop', name: 'shop' }]);
  await cluster.sql('SELECT pg_stat_reset()', 'shop');
  expect((await judge()).status).toBe('pass');
});
