import { afterAll, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { inventoryOf } from '../../../testing/inventory-of.ts';
import { relabel } from '../../../testing/relabel-inventory.ts';
import { verdictOf } from '../../../testing/verdict-of.ts';
import { factsOf } from '../../analysis/facts.ts';
import { replicationSlotsStale } from './replication-slots-stale.ts';

controlStory(replicationSlotsStale, {
  break: "SELECT pg_create_physical_replication_slot('standby_2', true)",
  fires: [{ kind: 'replication-slot', name: 'standby_2' }],
  mendByHand: "SELECT pg_drop_replication_slot('standby_2')",
  unmendByHand: "SELECT pg_create_physical_replication_slot('standby_2', true)",
});

const started: TestCluster[] = [];
afterAll(() => Promise.all(started.map((cluster) => cluster.stop())));

test.each([14, 18] as const)('slots that hold nothing back on PostgreSQL %i', async (major) => {
  const server = await startCluster({
    major,
    settings: { max_slot_wal_keep_size: '1MB', min_wal_size: '32MB', max_wal_size: '32MB' },
  });
  started.push(server);
  await server.sql("SELECT pg_create_physical_replication_slot('gone', true)");
  for (let segment = 0; segment < 5; segment += 1) {
    await server.sql('CREATE TABLE filler (a int); DROP TABLE filler; SELECT pg_switch_wal()');
    await server.sql('CHECKPOINT');
  }
  const inventory = await inventoryOf(server);
  const [finding] = verdictOf(replicationSlotsStale, factsOf(inventory)).findings;
  expect(finding?.title).toContain('the WAL it needs is gone');
  // A standby that synchronizes slots (17) has copies which are in use on the primary alone, and cannot drop them.
  const copied = relabel(inventory, 'replication-slots', (rows) =>
    rows.map((row) => ({ ...row, type: 'logical' as const, synced: true, lost: false })),
  );
  expect(verdictOf(replicationSlotsStale, factsOf(copied)).status).toBe('pass');
});
