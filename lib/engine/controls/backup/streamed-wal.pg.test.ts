import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { inventoryOf } from '../../../testing/inventory-of.ts';
import { unread } from '../../../testing/relabel-inventory.ts';
import { verdictOf } from '../../../testing/verdict-of.ts';
import { factsOf } from '../../analysis/facts.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { Policy } from '../../policy/policy.ts';
import { archiveMode } from './archive-mode.ts';
import { backupObjectives } from './backup-objectives.ts';

let cluster: TestCluster;
const clients: pg.Client[] = [];
beforeAll(async () => {
  cluster = await startCluster({ major: 18 });
  await cluster.sql('CREATE ROLE barman LOGIN REPLICATION; CREATE ROLE standby LOGIN REPLICATION');
});
afterAll(async () => {
  await Promise.all(clients.map((client) => client.end().catch(() => {})));
  await cluster.stop();
});

/** Takes WAL from now on, as pg_receivewal does; `START_REPLICATION` never answers. */
async function receiveWal(user: string): Promise<void> {
  const options = { host: cluster.host, port: cluster.port, user, replication: 'true' };
  const client = new pg.Client(options);
  client.on('error', () => {});
  await client.connect();
  clients.push(client);
  const [at] = await cluster.sql('SELECT pg_current_wal_flush_lsn()::text AS lsn');
  client.query(`START_REPLICATION ${String(at?.lsn)}`).catch(() => {});
  for (let tries = 0; tries < 200; tries++) {
    const rows = await cluster.sql(
      `SELECT state FROM pg_stat_replication WHERE usename = '${user}' AND state IN ('streaming', 'catchup')`,
    );
    if (rows.length === 1) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${user} does not stream`);
}

const policy: Policy = {
  version: 1,
  roles: [
    { role: 'barman', kind: 'backup' },
    { role: 'standby', kind: 'replication' },
  ],
  backup: { recoveryPointMinutes: 15 },
};
const statuses = (inventory: Inventory, stated = policy) =>
  [archiveMode, backupObjectives].map((control) => verdictOf(control, factsOf(inventory), stated).status);

test('what a declared backup role streams is archived without archive_mode; a standby is a copy and no archive', async () => {
  expect(statuses(await inventoryOf(cluster))).toEqual(['fail', 'fail']);
  await receiveWal('standby');
  expect(statuses(await inventoryOf(cluster))).toEqual(['fail', 'fail']);

  await receiveWal('barman');
  const streamed = await inventoryOf(cluster);
  expect(statuses(streamed)).toEqual(['pass', 'pass']);
  expect(statuses(streamed, { ...policy, roles: [] }), 'not declared').toEqual(['fail', 'fail']);
  expect(statuses(unread(streamed, 'replication-senders')), 'not seen').toEqual(['fail', 'fail']);
});
