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
