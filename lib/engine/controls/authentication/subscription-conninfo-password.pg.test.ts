import { afterAll, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { inventoryOf } from '../../../testing/inventory-of.ts';
import { relabel } from '../../../testing/relabel-inventory.ts';
import { verdictOf } from '../../../testing/verdict-of.ts';
import { factsOf } from '../../analysis/facts.ts';
import { subscriptionConninfoPassword } from './subscription-conninfo-password.ts';

const started: TestCluster[] = [];
afterAll(() => Promise.all(started.map((cluster) => cluster.stop())));

test.each([14, 16, 18] as const)('subscriptions of PostgreSQL %i', async (major) => {
  const cluster = await startCluster({ major });
  started.push(cluster);
  const judge = async () => verdictOf(subscriptionConninfoPassword, factsOf(await inventoryOf(cluster)));
  expect((await judge()).status).toBe('not-applicable');

  const create = (name: string) =>
    cluster.sql(
      `CREATE SUBSCRIPTION ${name} CONNECTION 'host=nowhere password=canary' PUBLICATION p WITH (connect = false)`,
    );
  await create('mine');
  const inventory = await inventoryOf(cluster);
  const seen = verdictOf(subscriptionConninfoPassword, factsOf(inventory));
  expect(seen.findings.map((finding) => finding.title)).toEqual([
    'Subscription mine of postgres keeps its password in the catalog in clear text, and connects to its publisher with sslmode=prefer, which verifies nobody',
  ]);
  expect(JSON.stringify(inventory)).not.toMatch(/canary|nowhere/);
  const hidden = relabel(inventory, 'subscriptions', (rows) =>
    rows.map((row) => ({ ...row, connection: null })),
  );
  const unseen = verdictOf(subscriptionConninfoPassword, factsOf(hidden));
  expect(unseen.status, 'what only a superuser reads is not passed').toBe('unknown');
  await cluster.sql(
    "ALTER SUBSCRIPTION mine CONNECTION 'host=nowhere sslmode=verify-full passfile=/x/pgpass'",
  );
  expect((await judge()).status).toBe('pass');

  if (major < 16) return;
  await cluster.sql(
    'CREATE ROLE loader; GRANT pg_create_subscription TO loader; GRANT CREATE ON DATABASE postgres TO loader',
  );
  await create('theirs');
  await cluster.sql(
    'ALTER SUBSCRIPTION theirs SET (password_required = false); ALTER SUBSCRIPTION theirs OWNER TO loader',
  );
  const titles = async () => (await judge()).findings.map((finding) => finding.title);
  const unverified = 'connects to its publisher with sslmode=prefer, which verifies nobody';
  expect(await titles()).toEqual([
    `Subscription theirs of loader may log in to its publisher without a password of its own, and ${unverified}`,
  ]);
  // The password that PostgreSQL demands of it is no fault of its own.
  await cluster.sql('ALTER SUBSCRIPTION theirs SET (password_required = true)');
  expect(await titles()).toEqual([`Subscription theirs of loader ${unverified}`]);
});
