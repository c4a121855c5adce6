import { afterAll, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { inventoryOf } from '../../../testing/inventory-of.ts';
import { relabel, unread } from '../../../testing/relabel-inventory.ts';
import { settingRow } from '../../../testing/setting-row.ts';
import { verdictOf } from '../../../testing/verdict-of.ts';
import { factsOf } from '../../analysis/facts.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { pgauditLoaded } from './pgaudit-loaded.ts';

const started: TestCluster[] = [];
afterAll(() => Promise.all(started.map((cluster) => cluster.stop())));

const policy = { version: 1 as const, audit: { events: ['read-regulated'] } };
const judge = (inventory: Inventory) => verdictOf(pgauditLoaded, factsOf(inventory), policy);

test.each([14, 18] as const)('a setting of pgaudit is not pgaudit, on PostgreSQL %i', async (major) => {
  const cluster = await startCluster({ major });
  started.push(cluster);
  expect(judge(await inventoryOf(cluster)).status).toBe('fail');
  // The server keeps such a setting for a module that may come; nothing is recorded.
  await cluster.restart({ 'pgaudit.log': 'all' });
  const inventory = await inventoryOf(cluster);
  expect(judge(inventory).findings.map((one) => one.object)).toEqual([
    { kind: 'setting', name: 'shared_preload_libraries' },
  ]);
  // The servers here come without the module: this is the row its presence adds.
  const loaded = relabel(inventory, 'settings', (rows) => [
    ...rows,
    settingRow('pgaudit.log', 'all', { context: 'superuser' }),
  ]);
  expect(judge(loaded).findings.map((one) => one.object)).toEqual([
    { kind: 'database', database: 'postgres', name: 'postgres' },
  ]);
  const pgaudit = {
    name: 'pgaudit',
    version: '18',
    defaultVersion: '18',
    schema: 'public',
    owner: 'postgres',
  };
  const created = {
    ...loaded,
    databases: loaded.databases.map((one) => ({
      ...one,
      sections: { ...one.sections, extensions: { rows: [pgaudit] } },
    })),
  };
  expect(judge(created).status).toBe('pass');
  expect(judge(unread(inventory, 'settings')).status).toBe('unknown');
});
