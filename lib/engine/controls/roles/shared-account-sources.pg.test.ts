import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { inventoryOf } from '../../../testing/inventory-of.ts';
import { relabel, unread } from '../../../testing/relabel-inventory.ts';
import { verdictOf } from '../../../testing/verdict-of.ts';
import { factsOf } from '../../analysis/facts.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { Policy } from '../../policy/policy.ts';
import { sharedAccountSources } from './shared-account-sources.ts';

const started: TestCluster[] = [];
const clients: pg.Client[] = [];
afterAll(async () => {
  await Promise.all(clients.map((client) => client.end()));
  await Promise.all(started.map((cluster) => cluster.stop()));
});

async function connect(cluster: TestCluster, user: string, host: string): Promise<void> {
  const client = new pg.Client({ host, port: cluster.port, user, database: 'postgres' });
  client.on('error', () => {});
  await client.connect();
  clients.push(client);
}

const policy: Policy = {
  version: 1,
  roles: [
    { role: 'anna', kind: 'person' },
    { role: 'app', kind: 'application' },
  ],
};

test.each([14, 18] as const)('sessions of PostgreSQL %i', async (major) => {
  const cluster = await startCluster({ major });
  started.push(cluster);
  await cluster.sql('CREATE ROLE anna LOGIN; CREATE ROLE app LOGIN');
  const judge = (inventory: Inventory, by?: Policy) =>
    verdictOf(sharedAccountSources, factsOf(inventory), by);
  await connect(cluster, 'anna', cluster.host);
  await connect(cluster, 'app', cluster.host);
  await connect(cluster, 'app', cluster.socketDirectory);
  const one = await inventoryOf(cluster);
  expect(judge(one, policy).status).toBe('pass');
  expect(judge(one).status, 'nobody said whose roles these are').toBe('unknown');
  await connect(cluster, 'anna', cluster.socketDirectory);
  expect(
    judge(await inventoryOf(cluster), policy).status,
    'the socket and a loopback address are one machine',
  ).toBe('pass');
  const two = relabel(await inventoryOf(cluster), 'sessions', (rows) =>
    rows.map((row) => (row.role === 'anna' && row.address !== null ? { ...row, address: '10.0.0.9' } : row)),
  );
  expect(judge(two, policy).findings.map((finding) => finding.object)).toEqual([
    { kind: 'role', role: 'anna' },
  ]);
  expect(judge(unread(two, 'sessions'), policy).status).toBe('unknown');
});
