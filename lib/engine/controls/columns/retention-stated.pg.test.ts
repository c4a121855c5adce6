import { afterAll, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { inventoryOf } from '../../../testing/inventory-of.ts';
import { verdictOf } from '../../../testing/verdict-of.ts';
import { factsOf } from '../../analysis/facts.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { Policy } from '../../policy/policy.ts';
import { retentionStated } from './retention-stated.ts';

const started: TestCluster[] = [];
afterAll(() => Promise.all(started.map((cluster) => cluster.stop())));

const column = (table: string, class_ = 'pii') => ({
  database: 'shop',
  schema: 'public',
  table,
  column: 'email',
  class: class_,
});
const kept = (table: string) => ({ database: 'shop', schema: 'public', table, column: 'at', days: 30 });

test.each([14, 18] as const)('on %i it waits for the retention of every sensitive table', async (major) => {
  const cluster = await startCluster({ major });
  started.push(cluster);
  await cluster.sql('CREATE DATABASE shop');
  await cluster.sql(
    `CREATE TABLE customers (email text, at timestamptz NOT NULL); CREATE TABLE letters (email text, at date NOT NULL);
     CREATE TABLE plain (email text)`,
    'shop',
  );
  const inventory = await inventoryOf(cluster, ['shop']);
  const judge = (policy: Policy, on: Inventory = inventory) =>
    verdictOf(retentionStated, factsOf(on), policy);

  expect(judge({ version: 1 })).toMatchObject({ status: 'not-applicable' });
  // Public is answered and no secret; a table that is gone keeps nothing.
  const harmless = [column('plain', 'public'), column('gone')];
  expect(judge({ version: 1, classification: harmless })).toMatchObject({ status: 'not-applicable' });

  const classification = [column('customers'), column('letters'), ...harmless];
  const open = judge({ version: 1, classification });
  expect(open).toMatchObject({ status: 'unknown', waitsFor: ['retention'], findings: [] });
  expect(open.reason).toContain('public.customers, public.letters.');

  const half = judge({ version: 1, classification, retention: [kept('customers')] });
  expect(half.status).toBe('unknown');
  expect(half.reason).not.toContain('public.customers');
  // The retention of a table of that name in another database is not this one's.
  const elsewhere = [{ ...kept('customers'), database: 'crm' }, kept('letters')];
  expect(judge({ version: 1, classification, retention: elsewhere }).status).toBe('unknown');

  const whole: Policy = { version: 1, classification, retention: [kept('customers'), kept('letters')] };
  expect(judge(whole).status).toBe('pass');
  const unread = {
    ...inventory,
    databases: inventory.databases.map((one) => ({
      ...one,
      sections: {
        ...one.sections,
        relations: { gap: { input: 'relations', database: one.name, reason: 'taken away', grant: null } },
      },
    })),
  };
  expect(judge(whole, unread).status).toBe('unknown');
});
