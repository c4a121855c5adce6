import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { inventoryOf } from '../../../testing/inventory-of.ts';
import { unread } from '../../../testing/relabel-inventory.ts';
import { verdictOf } from '../../../testing/verdict-of.ts';
import { factsOf } from '../../analysis/facts.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { dedicatedReplicationRole } from './dedicated-replication-role.ts';

const started: TestCluster[] = [];
const clients: pg.Client[] = [];
afterAll(async () => {
  await Promise.all(clients.map((client) => client.end()));
  await Promise.all(started.map((cluster) => cluster.stop()));
});

async function replicate(cluster: TestCluster, user: string): Promise<void> {
  const options = {
    host: cluster.host,
    port: cluster.port,
    user,
    database: 'postgres',
    replication: 'database',
  };
  const client = new pg.Client(options);
  client.on('error', () => {});
  await client.connect();
  clients.push(client);
}

test.each([14, 18] as const)('walsenders of PostgreSQL %i', async (major) => {
  const cluster = await startCluster({ major });
  started.push(cluster);
  await cluster.sql('CREATE ROLE standby LOGIN REPLICATION');
  const judge = (inventory: Inventory) => verdictOf(dedicatedReplicationRole, factsOf(inventory));
  expect(judge(await inventoryOf(cluster)).status).toBe('not-applicable');
  await replicate(cluster, 'standby');
  expect(judge(await inventoryOf(cluster)).status).toBe('pass');
  await replicate(cluster, 'postgres');
  const inventory = await inventoryOf(cluster);
  expect(judge(inventory).findings.map((one) => one.object)).toEqual([{ kind: 'role', role: 'postgres' }]);
  expect(judge(unread(inventory, 'replication-senders')).status).toBe('unknown');
});
