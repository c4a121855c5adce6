import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { enableTls } from '../../../testing/enable-tls.ts';
import { inventoryOf } from '../../../testing/inventory-of.ts';
import { relabel, unread } from '../../../testing/relabel-inventory.ts';
import { verdictOf } from '../../../testing/verdict-of.ts';
import { factsOf } from '../../analysis/facts.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { replicationSessionsTls } from './replication-sessions-tls.ts';

const started: TestCluster[] = [];
const clients: pg.Client[] = [];
afterAll(async () => {
  await Promise.all(clients.map((client) => client.end()));
  await Promise.all(started.map((cluster) => cluster.stop()));
});

/** A walsender, as a standby or pg_receivewal opens one. */
async function replicate(cluster: TestCluster, user: string, tls: boolean): Promise<void> {
  const options = {
    host: cluster.host,
    port: cluster.port,
    user,
    database: 'postgres',
    replication: 'database',
    ssl: tls && { rejectUnauthorized: false },
  };
  const client = new pg.Client(options);
  client.on('error', () => {});
  await client.connect();
  clients.push(client);
}

const overTheNetwork = (inventory: Inventory) =>
  relabel(inventory, 'replication-senders', (rows) =>
    rows.map((row) => ({ ...row, address: row.address === null ? null : '10.20.30.40' })),
  );

test.each([14, 18] as const)('walsenders of PostgreSQL %i', async (major) => {
  const cluster = await startCluster({ major });
  started.push(cluster);
  await enableTls(cluster);
  await cluster.sql('CREATE ROLE plain LOGIN REPLICATION; CREATE ROLE sealed LOGIN REPLICATION');
  const judge = (inventory: Inventory) => verdictOf(replicationSessionsTls, factsOf(inventory));
  expect(judge(await inventoryOf(cluster)).status).toBe('not-applicable');

  await replicate(cluster, 'sealed', true);
  expect(judge(overTheNetwork(await inventoryOf(cluster))).status).toBe('pass');

  await replicate(cluster, 'plain', false);
  const inventory = await inventoryOf(cluster);
  expect(judge(inventory).status, 'loopback crosses no network').toBe('pass');
  expect(judge(overTheNetwork(inventory)).findings.map((one) => one.object)).toEqual([
    { kind: 'role', role: 'plain' },
  ]);
  expect(judge(unread(inventory, 'replication-senders')).status).toBe('unknown');
});
