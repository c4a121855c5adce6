import { expect } from 'vitest';
import type { TestCluster } from '../cluster.ts';

const tenants = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'] as const;

async function asRole(
  cluster: TestCluster,
  role: string,
  statement: string,
  tenant: string,
): Promise<number | string> {
  const client = await cluster.connect({ database: 'shop' });
  try {
    await client.query('BEGIN');
    await client.query(`SET LOCAL SESSION AUTHORIZATION ${role}`);
    await client.query("SELECT set_config('app.tenant_id', $1, true)", [tenant]);
    const answer = await client.query(statement);
    return answer.rowCount ?? 0;
  } catch (error) {
    return error instanceof Error ? error.message : 'refused';
  } finally {
    await client.query('ROLLBACK');
    await client.end();
  }
}

/** What the demo's policy says its roles may, they still can, and each tenant sees its own rows alone. */
export async function expectDemoWorks(cluster: TestCluster): Promise<void> {
  const [first, second] = tenants;
  const own = (
    await cluster.sql(`SELECT count(*)::int AS n FROM app.orders WHERE tenant_id = '${first}'`, 'shop')
  )[0]?.n;
  const app = (statement: string, tenant: string = first) =>
    asRole(cluster, 'app_service', statement, tenant);
  expect(await app('SELECT id FROM app.orders')).toBe(own);
  expect(await app(`UPDATE app.orders SET total = total WHERE tenant_id = '${second}'`)).toBe(0);
  expect(await app(`INSERT INTO app.orders VALUES (9001, '${first}', 1, 1)`)).toBe(1);
  expect(await app(`INSERT INTO app.orders VALUES (9001, '${second}', 1, 1)`)).toContain(
    'row-level security',
  );
  expect(await app('DELETE FROM app.invoices WHERE amount > 10')).toBeGreaterThan(0);
  expect(await app('SELECT what FROM app.events')).toBeGreaterThan(0);
  expect(await app(`INSERT INTO app.events VALUES ('${first}', '2026-05-01', 'login')`)).toBe(1);
  expect(await app('SELECT full_name, email FROM app.customers')).toBeGreaterThan(0);
  expect(await app('SELECT ssn FROM app.customers')).toContain('permission denied');
  expect(await app('SELECT name FROM app.countries')).toBe(3);
  expect(await app('UPDATE billing.payments SET amount = amount')).toBeGreaterThan(0);
  const reader = (statement: string) => asRole(cluster, 'readonly_user', statement, first);
  expect(await reader('SELECT id FROM app.orders')).toBe(own);
  expect(await reader('SELECT id, full_name FROM app.customers')).toBeGreaterThan(0);
  expect(await reader('DELETE FROM app.orders')).toContain('permission denied');
  const migrator = (statement: string) => asRole(cluster, 'postern_execute', statement, first);
  expect(await migrator('SET LOCAL ROLE shop_owner')).toBe(0);
}
