import { afterAll, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { inventoryOf } from '../../../testing/inventory-of.ts';
import { verdictOf } from '../../../testing/verdict-of.ts';
import { factsOf } from '../../analysis/facts.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { dbUserNamespace } from './db-user-namespace.ts';

const started: TestCluster[] = [];
afterAll(() => Promise.all(started.map((cluster) => cluster.stop())));

/** Once it is on, no plain name logs in any more, the test's own included: so the row is turned, not the server. */
function turnedOn(inventory: Inventory): Inventory {
  const { settings } = inventory.cluster;
  if (!('rows' in settings)) throw new Error('settings unread');
  const rows = settings.rows.map((row) => (row.name === 'db_user_namespace' ? { ...row, value: 'on' } : row));
  return { ...inventory, cluster: { ...inventory.cluster, settings: { rows } } };
}

test.each([14, 16, 17] as const)('on PostgreSQL %i', async (major) => {
  const cluster = await startCluster({ major });
  started.push(cluster);
  const inventory = await inventoryOf(cluster);
  const status = (of: Inventory) => verdictOf(dbUserNamespace, factsOf(of)).status;
  expect(status(inventory)).toBe(major < 17 ? 'pass' : 'not-applicable');
  expect(status(turnedOn(inventory))).toBe(major < 17 ? 'fail' : 'not-applicable');
});
