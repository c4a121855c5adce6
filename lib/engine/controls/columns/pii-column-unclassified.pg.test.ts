import { afterAll, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { inventoryOf } from '../../../testing/inventory-of.ts';
import { factsOf } from '../../analysis/facts.ts';
import type { Policy } from '../../policy/policy.ts';
import { evaluate } from '../evaluate.ts';
import { piiColumnUnclassified } from './pii-column-unclassified.ts';

const started: TestCluster[] = [];
afterAll(() => Promise.all(started.map((cluster) => cluster.stop())));

const classified = (column: string) => ({
  database: 'shop',
  schema: 'public',
  table: 'customers',
  column,
  class: 'pii',
  readers: [],
});

test.each([14, 18] as const)(
  'on %i it waits for a decision until every such column is classified',
  async (major) => {
    const cluster = await startCluster({ major });
    started.push(cluster);
    await cluster.sql('CREATE DATABASE shop');
    const judge = async (policy: Policy) => {
      const inventory = await inventoryOf(cluster);
      return evaluate([piiColumnUnclassified], factsOf(inventory), policy, () => null)[0];
    };
    await cluster.sql('CREATE TABLE orders (id int, total numeric, email_sent boolean)', 'shop');
    expect(await judge({ version: 1 })).toMatchObject({ status: 'pass' });

    await cluster.sql(
      `CREATE TABLE customers (id int, user_password text, "e-Mail" text) PARTITION BY LIST (id); CREATE TABLE customers_1 PARTITION OF customers DEFAULT;
     CREATE VIEW again AS SELECT * FROM customers`,
      'shop',
    );
    const open = await judge({ version: 1 });
    expect(open).toMatchObject({ status: 'unknown', findings: [], waitsFor: ['classification'] });
    expect(open?.reason).toContain('public.customers.user_password');
    expect(open?.reason).toContain('public.customers.e-Mail');
    expect(open?.reason).not.toContain('customers_1');
    expect(open?.reason).not.toContain('again');

    expect(await judge({ version: 1, classification: [classified('user_password')] })).toMatchObject({
      status: 'unknown',
    });
    const all = { version: 1 as const, classification: [classified('user_password'), classified('e-Mail')] };
    expect(await judge(all)).toMatchObject({ status: 'pass' });

    const inventory = await inventoryOf(cluster);
    for (const need of piiColumnUnclassified.needs) {
      const unread = {
        ...inventory,
        databases: inventory.databases.map((one) => ({
          ...one,
          sections: {
            ...one.sections,
            [need]: { gap: { input: need, database: one.name, reason: 'taken away', grant: null } },
          },
        })),
      };
      expect(evaluate([piiColumnUnclassified], factsOf(unread), all, () => null)[0]?.status).toBe('unknown');
    }
  },
);
