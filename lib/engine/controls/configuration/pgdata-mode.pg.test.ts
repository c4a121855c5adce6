import { afterAll, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { inventoryOf } from '../../../testing/inventory-of.ts';
import { relabel, unread } from '../../../testing/relabel-inventory.ts';
import { verdictOf } from '../../../testing/verdict-of.ts';
import { factsOf } from '../../analysis/facts.ts';
import { pgdataMode } from './pgdata-mode.ts';

const started: TestCluster[] = [];
afterAll(() => Promise.all(started.map((cluster) => cluster.stop())));

// The server refuses to start with a wider mode, so the wide one is put into what a real server said.
test.each([14, 18] as const)('the data directory of PostgreSQL %i', async (major) => {
  const cluster = await startCluster({ major });
  started.push(cluster);
  const inventory = await inventoryOf(cluster);
  const mode = (value: string) =>
    verdictOf(
      pgdataMode,
      factsOf(
        relabel(inventory, 'settings', (rows) =>
          rows.map((row) => (row.name === 'data_directory_mode' ? { ...row, value } : row)),
        ),
      ),
    );
  expect(verdictOf(pgdataMode, factsOf(inventory)).status).toBe('pass');
  expect(mode('0750').status).toBe('pass');
  for (const wide of ['0755', '0770', '0701']) expect(mode(wide).status, wide).toBe('fail');
  expect(verdictOf(pgdataMode, factsOf(unread(inventory, 'settings'))).status).toBe('unknown');
});
