import { afterAll, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { inventoryOf } from '../../../testing/inventory-of.ts';
import { verdictOf } from '../../../testing/verdict-of.ts';
import { factsOf } from '../../analysis/facts.ts';
import { versionSupported } from './version-supported.ts';

const started: TestCluster[] = [];
afterAll(() => Promise.all(started.map((cluster) => cluster.stop())));

test.each([
  [14, '2026-11-12', 'pass'],
  [14, '2026-11-13', 'fail'],
  [18, '2030-11-14', 'pass'],
  [18, '2030-11-15', 'fail'],
] as const)('a server of PostgreSQL %i on %s: %s', async (major, day, status) => {
  const cluster = await startCluster({ major });
  started.push(cluster);
  const inventory = { ...(await inventoryOf(cluster)), collectedAt: `${day}T23:59:59.000Z` };
  const verdict = verdictOf(versionSupported, factsOf(inventory));
  expect(verdict.status).toBe(status);
  expect(verdict.findings.map((one) => one.object)).toEqual(status === 'fail' ? [{ kind: 'cluster' }] : []);
});
