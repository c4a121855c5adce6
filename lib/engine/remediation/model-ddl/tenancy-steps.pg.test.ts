import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { comparable } from '../../../testing/comparable-inventory.ts';
import { inventoryOf } from '../../../testing/inventory-of.ts';
import type { Policy } from '../../policy/policy.ts';
import { plansFor, runModel } from './model-fixture/apply-model.ts';
import type { ModelPlan } from './model-plan.ts';

const one = '00000000-0000-4000-8000-000000000001';
const two = '00000000-0000-4000-8000-000000000002';

const policy: Policy = {
  version: 1,
  roles: [
    { role: 'shop_owner', kind: 'owner' },
    {
      role: 'app_service',
      kind: 'application',
      may: [
        { schema: 'app', objects: 'tables', privileges: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] },
        { schema: 'app', objects: 'sequences', privileges: ['USAGE'] },
      ],
    },
    {
      role: 'reporting',
      kind: 'readonly',
      may: [{ schema: 'app', objects: 'tables', privileges: ['SELECT'] }],
    },
  ],
  tenancy: {
    model: 'row',
    column: 'tenant_id',
    setting: 'app.tenant_id',
    roles: ['app_service'],
    except: ['app.countries'],
  },
};

/** The application owns everything and logs in: what guides leave behind. */
const setup = `
  CREATE ROLE app_service LOGIN; CREATE ROLE reporting LOGIN; CREATE ROLE other LOGIN;
  CREATE SCHEMA app AUTHORIZATION app_service; SET ROLE app_service;
  CREATE TABLE app.orders (id bigserial PRIMARY KEY, tenant_id uuid NOT NULL, total int);
  CREATE TABLE app.notes (tenant_id varchar(36), body text);
  CREATE TABLE app.parts (tenant_id uuid, at int) PARTITION BY LIST (at);
  CREATE TABLE app.parts_1 PARTITION OF app.parts FOR VALUES IN (1);
  CREATE TABLE app.countries (tenant_id uuid, name text);
  CREATE TABLE app.own_way (tenant_id uuid); CREATE POLICY mine ON app.own_way USING (true);
  CREATE TABLE app.ready (tenant_id uuid); ALTER TABLE app.ready ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
  CREATE POLICY already ON app.ready USING (NULLIF(current_setting('app.tenant_id', true), '')::uuid = tenant_id);
  CREATE VIEW app.order_view AS SELECT * FROM app.orders;
  RESET ROLE;
  INSERT INTO app.orders (tenant_id, total) VALUES ('${one}', 1), ('${one}', 2), ('${two}', 3);
  INSERT INTO app.notes VALUES ('${one}', 'a'), ('${two}', 'b'), (NULL, 'c');
  INSERT INTO app.parts VALUES ('${one}', 1), ('${two}', 1);
  INSERT INTO app.countries VALUES (NULL, 'everywhere');
  GRANT USAGE ON SCHEMA app TO reporting; GRANT SELECT ON app.orders TO reporting`;

describe.each([14, 16, 18] as const)('tenants apart on PostgreSQL %i', (major) => {
  let server: TestCluster;
  let before: unknown;
  let plans: readonly ModelPlan[];

  beforeAll(async () => {
    server = await startCluster({ major });
    await server.sql('CREATE DATABASE shop');
    await server.sql(setup, 'shop');
    before = comparable(await inventoryOf(server, ['shop']));
    plans = await plansFor(server, policy);
    for (const plan of plans.filter((one) => one.kind !== 'manual')) {
      await runModel(server, [plan], 'up');
      const once = comparable(await inventoryOf(server, ['shop']));
      await server.sql(plan.upText, 'shop');
      expect(comparable(await inventoryOf(server, ['shop'])), plan.part).toEqual(once);
    }
  }, 120_000);
  afterAll(() => server?.stop());

  const asApplication = async <Answer>(
    tenant: string | null,
    work: (sql: (text: string) => Promise<Record<string, unknown>[]>) => Promise<Answer>,
  ) => {
    const client = await server.connect({ user: 'app_service', database: 'shop' });
    try {
      await client.query('BEGIN');
      // As the plan says: the tenant is a parameter, and ends with the transaction.
      if (tenant !== null) await client.query('SELECT app.set_tenant($1)', [tenant]);
      return await work(async (text) => (await client.query(text)).rows);
    } finally {
      await client.query('ROLLBACK');
      await client.end();
    }
  };
  const count = (tenant: string | null, table: string) =>
    asApplication(tenant, async (sql) => (await sql(`SELECT count(*)::int AS n FROM ${table}`))[0]?.n);

  test.each([
    [one, 2, 1, 1],
    [two, 1, 1, 1],
    [null, 0, 0, 0],
    ['', 0, 0, 0],
  ] as const)('tenant %j sees its own rows alone', async (tenant, orders, notes, parts) => {
    expect(await count(tenant, 'app.orders')).toBe(orders);
    expect(await count(tenant, 'app.notes')).toBe(notes);
    expect(await count(tenant, 'app.parts')).toBe(parts);
    // A reference table is everybody's.
    expect(await count(tenant, 'app.countries')).toBe(1);
  });

  test('after the transaction the setting is empty, and shows nothing', async () => {
    const client = await server.connect({ user: 'app_service', database: 'shop' });
    await client.query('BEGIN');
    await client.query('SELECT app.set_tenant($1)', [one]);
    await client.query('COMMIT');
    expect((await client.query('SELECT count(*)::int AS n FROM app.orders')).rows[0].n).toBe(0);
    await client.end();
  });

  test('rows of another tenant are neither written, nor changed, nor taken over', async () => {
    await expect(
      asApplication(one, (sql) => sql(`INSERT INTO app.orders (tenant_id) VALUES ('${two}')`)),
    ).rejects.toThrow('row-level security');
    await expect(
      asApplication(one, (sql) => sql(`UPDATE app.orders SET tenant_id = '${two}'`)),
    ).rejects.toThrow('row-level security');
    await expect(
      asApplication(null, (sql) => sql(`INSERT INTO app.orders (tenant_id) VALUES ('${one}')`)),
    ).rejects.toThrow('row-level security');
    const deleted = await asApplication(one, (sql) =>
      sql(
        `WITH gone AS (DELETE FROM app.orders WHERE tenant_id = '${two}' RETURNING 1) SELECT count(*)::int AS n FROM gone`,
      ),
    );
    expect(deleted).toEqual([{ n: 0 }]);
    expect(
      await asApplication(one, (sql) =>
        sql(`INSERT INTO app.orders (tenant_id) VALUES ('${one}') RETURNING tenant_id`),
      ),
    ).toEqual([{ tenant_id: one }]);
  });

  test('a view of the owner, a partition by itself and the owner are held to the tenant too', async () => {
    await server.sql('GRANT SELECT ON app.order_view, app.parts_1 TO app_service', 'shop');
    expect(await count(one, 'app.order_view')).toBe(2);
    expect(await count(null, 'app.order_view')).toBe(0);
    expect(await count(two, 'app.parts_1')).toBe(1);
    expect(await count('', 'app.parts_1')).toBe(0);
    await server.sql('REVOKE SELECT ON app.order_view, app.parts_1 FROM app_service', 'shop');
    const rows = await server.sql('SET ROLE shop_owner; SELECT count(*)::int AS n FROM app.orders', 'shop');
    expect(rows).toEqual([{ n: 0 }]);
  });

  test('what is there already, set aside, or has policies of its own is left alone, and said', async () => {
    const tenancy = plans.find((plan) => plan.part === 'tenancy');
    expect(tenancy?.kind).toBe('migration');
    expect(tenancy?.handOff).toBe(true);
    expect(tenancy?.upText).not.toMatch(/"ready"|"countries"|ON "app"."own_way"/);
    expect(tenancy?.warnings.join(' ')).toContain('app.own_way has policies of its own (mine)');
    expect(tenancy?.warnings.join(' ')).toContain('reporting has grants on these tables and no policy');
    expect(tenancy?.outside.join(' ')).toContain('set_tenant"($1)');
  });

  test('a second look wants nothing; undone, everything is as it was', async () => {
    const again = await plansFor(server, policy);
    expect(again.filter((plan) => plan.kind !== 'manual').map((plan) => plan.upText)).toEqual([]);
    await runModel(server, plans, 'down');
    expect(comparable(await inventoryOf(server, ['shop']))).toEqual(before);
  });
});
