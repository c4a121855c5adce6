import { afterAll, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { inventoryOf } from '../../../testing/inventory-of.ts';
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
  const hidden = await judge();
  expect(hidden.status, 'what only a superuser reads is not passed').toBe('unknown');
  expect(JSON.stringify(hidden)).not.toContain('canary');

  if (major < 16) return;
  await cluster.sql(
    'CREATE ROLE loader; GRANT pg_create_subscription TO loader; GRANT CREATE ON DATABASE postgres TO loader',
  );
  await create('theirs');
  await cluster.sql(
    'ALTER SUBSCRIPTION theirs SET (password_required = false); ALTER SUBSCRIPTION theirs OWNER TO loader',
  );
  expect((await judge()).findings.map((finding) => finding.object)).toEqual([
    { kind: 'subscription', database: 'postgres', name: 'theirs' },
  ]);
});
