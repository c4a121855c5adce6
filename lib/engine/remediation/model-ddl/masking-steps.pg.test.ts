import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { comparable } from '../../../testing/comparable-inventory.ts';
import { inventoryOf } from '../../../testing/inventory-of.ts';
import type { Policy } from '../../policy/policy.ts';
import { maskedName } from './masking-views.ts';
import { plansFor, runModel } from './model-fixture/apply-model.ts';
import type { ModelPlan } from './model-plan.ts';

const column = (
  name: string,
  readers: string[],
  protection: ('masking' | 'column-grant')[] = ['column-grant', 'masking'],
) => ({
  database: 'shop',
  schema: 'app',
  table: 'customers',
  column: name,
  class: 'regulated',
  readers,
  protection,
});

const policy: Policy = {
  version: 1,
  roles: [
    { role: 'shop_owner', kind: 'owner' },
    {
      role: 'app_service',
      kind: 'application',
      may: [{ schema: 'app', objects: 'tables', privileges: ['SELECT', 'INSERT', 'UPDATE'] }],
    },
    {
      role: 'readonly_user',
      kind: 'readonly',
      may: [{ schema: 'app', objects: 'tables', privileges: ['SELECT'] }],
    },
  ],
  classification: [column('ssn', []), column('email', ['app_service'])],
};

const setup = `
  CREATE ROLE app_service LOGIN; CREATE ROLE readonly_user LOGIN; CREATE ROLE old_report LOGIN;
  CREATE ROLE shop_owner; CREATE SCHEMA app AUTHORIZATION shop_owner; SET ROLE shop_owner;
  CREATE TABLE app.customers (id int, name varchar(20), email text, ssn char(9));
  CREATE TABLE app.orders (id int);
  CREATE VIEW app.everything AS SELECT * FROM app.customers;
  GRANT USAGE ON SCHEMA app TO readonly_user, old_report; GRANT SELECT ON app.customers TO readonly_user, old_report;
  RESET ROLE; INSERT INTO app.customers VALUES (1, 'Anna', 'anna@example.org', '123456789')`;

describe.each([14, 16, 18] as const)('columns kept on PostgreSQL %i', (major) => {
  let server: TestCluster;
  let before: unknown;
  let plans: readonly ModelPlan[];
  beforeAll(async () => {
    server = await startCluster({ major });
    await server.sql('CREATE DATABASE shop');
    await server.sql(setup, 'shop');
    before = comparable(await inventoryOf(server, ['shop']));
    plans = await plansFor(server, policy);
    await runModel(server, plans, 'up');
  }, 120_000);
  afterAll(() => server?.stop());
  const as = (user: string, sql: string) => server.sql(sql, 'shop', user);

  test('who is no reader has the columns that are left, not the table: nor a role the policy never names', async () => {
    for (const user of ['readonly_user', 'old_report']) {
      expect(await as(user, 'SELECT id, name FROM app.customers')).toEqual([{ id: 1, name: 'Anna' }]);
      await expect(as(user, 'SELECT ssn FROM app.customers')).rejects.toThrow('permission denied');
      await expect(as(user, 'SELECT * FROM app.customers')).rejects.toThrow('permission denied');
    }
    expect(await as('app_service', 'SELECT email FROM app.customers')).toEqual([
      { email: 'anna@example.org' },
    ]);
    await expect(as('app_service', 'SELECT ssn FROM app.customers')).rejects.toThrow('permission denied');
    await as('app_service', "INSERT INTO app.customers VALUES (2, 'Ben', NULL, '987654321')");
  });

  test('a masking view shows the rest, and the types stay', async () => {
    expect(await as('readonly_user', 'SELECT * FROM app.customers_masked WHERE id = 1')).toEqual([
      { id: 1, name: 'Anna', email: null, ssn: null },
    ]);
    const plan = plans.find((one) => one.part === 'masking');
    expect(plan?.outside).toEqual([
      'app.customers_masked shows id, name of app.customers as they are and email, ssn as NULL, to readonly_user.',
    ]);
    expect(plan?.kind).toBe('migration');
    expect(plan?.upText).toContain('security_barrier = true');
    expect(plan?.upText.includes('security_invoker = true')).toBe(major >= 15);
    await expect(as('old_report', 'SELECT * FROM app.customers_masked')).rejects.toThrow('permission denied');
  });

  test('a view that shows what is kept is not granted, and that is said', async () => {
    await expect(as('readonly_user', 'SELECT * FROM app.everything')).rejects.toThrow('permission denied');
    const grants = plans.find((one) => one.part === 'grants');
    expect(grants?.warnings.join(' ')).toContain('readonly_user is not granted app.everything');
  });

  test('the next table is open as far as it may be; a second look wants nothing; undone, all is as it was', async () => {
    await server.sql('SET ROLE shop_owner; CREATE TABLE app.later (id int); RESET ROLE', 'shop');
    expect(await as('readonly_user', 'SELECT * FROM app.later')).toEqual([]);
    await expect(as('old_report', 'SELECT * FROM app.later')).rejects.toThrow('permission denied');
    await server.sql('DROP TABLE app.later', 'shop');
    const again = await plansFor(server, policy);
    expect(again.filter((plan) => plan.kind !== 'manual').map((plan) => plan.upText)).toEqual([]);
    await runModel(server, plans, 'down');
    expect(comparable(await inventoryOf(server, ['shop']))).toEqual(before);
  });
});

test('a name that the server would cut keeps its end', () => {
  expect(maskedName('customers')).toBe('customers_masked');
  expect(Buffer.byteLength(maskedName('ü'.repeat(31)))).toBeLessThanOrEqual(63);
  expect(maskedName('ü'.repeat(31))).toMatch(/^ü+_masked$/);
});
