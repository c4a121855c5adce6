import { afterAll, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { inventoryOf } from '../../../testing/inventory-of.ts';
import { relabel, unread } from '../../../testing/relabel-inventory.ts';
import { settingRow } from '../../../testing/setting-row.ts';
import { verdictOf } from '../../../testing/verdict-of.ts';
import { factsOf } from '../../analysis/facts.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { pgauditClasses } from './pgaudit-classes.ts';

const started: TestCluster[] = [];
afterAll(() => Promise.all(started.map((cluster) => cluster.stop())));

const policy = { version: 1 as const, audit: { events: ['ddl', 'role', 'read-regulated'] } };

/** The servers here come without the module: this is the row its presence adds. */
const loaded = (inventory: Inventory) =>
  relabel(inventory, 'settings', (rows) => [
    ...rows,
    settingRow('pgaudit.log', 'ddl,role,read', { context: 'superuser' }),
  ]);
const judge = (inventory: Inventory) => verdictOf(pgauditClasses, factsOf(inventory), policy);

test.each([14, 18] as const)('overrides of PostgreSQL %i outrank the server', async (major) => {
  const cluster = await startCluster({ major });
  started.push(cluster);
  await cluster.sql('CREATE ROLE app LOGIN; CREATE ROLE grouping NOLOGIN; CREATE ROLE strict LOGIN');
  await cluster.sql(
    "ALTER ROLE grouping SET pgaudit.log = 'none'; ALTER ROLE strict SET pgaudit.log = 'all'",
  );
  expect(judge(await inventoryOf(cluster)).status).toBe('not-applicable');
  expect(judge(loaded(await inventoryOf(cluster))).status).toBe('pass');

  for (const target of ['ROLE app', 'DATABASE postgres', 'ROLE app IN DATABASE postgres']) {
    await cluster.sql(`ALTER ${target} SET pgaudit.log = 'ddl'`);
    const broken = loaded(await inventoryOf(cluster));
    expect(
      judge(broken).findings.map((one) => one.object),
      target,
    ).toEqual([{ kind: 'setting', name: 'pgaudit.log' }]);
    expect(judge(unread(broken, 'role-settings')).status).toBe('unknown');
    await cluster.sql(`ALTER ${target} RESET pgaudit.log`);
    expect(judge(loaded(await inventoryOf(cluster))).status, target).toBe('pass');
  }
});
