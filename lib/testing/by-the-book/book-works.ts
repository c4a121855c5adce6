import { expect } from 'vitest';
import type { TestCluster } from '../cluster.ts';

const tenants = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'] as const;

/** What the policy says its roles may, they can: each tenant its own rows, migrations everything, a dump all rows. */
export async function expectBookWorks(cluster: TestCluster): Promise<void> {
  const client = await cluster.connect({ database: 'shop' });
  const [first, second] = tenants;
  const as = async (role: string, statement: string, tenant: string = first): Promise<number | string> => {
    await client.query('SAVEPOINT attempt');
    try {
      await client.query(`SET LOCAL SESSION AUTHORIZATION ${role}`);
      await client.query("SELECT set_config('app.tenant_id', $1, true)", [tenant]);
      const answer = await client.query(statement);
      return answer.rowCount ?? 0;
    } catch (error) {
      await client.query('ROLLBACK TO SAVEPOINT attempt');
      return error instanceof Error ? error.message : 'refused';
    } finally {
      await client.query('RESET SESSION AUTHORIZATION');
    }
  };
  try {
    await client.query('BEGIN');
    await client.query("INSERT INTO app.countries VALUES ('AT', 'Austria')");
    const customer = (tenant: string) =>
      `INSERT INTO app.customers (tenant_id, email, country) VALUES ('${tenant}', 'a@example.com', 'AT')`;
    expect(await as('app_service', customer(first))).toBe(1);
    expect(await as('app_service', customer(second), second)).toBe(1);
    expect(await as('app_service', customer(second))).toContain('row-level security');
    expect(await as('app_service', 'SELECT app.place_order((SELECT id FROM app.customers), 5)')).toBe(1);
    expect(await as('app_service', 'SELECT email FROM app.customers')).toBe(1);
    expect(
      await as('app_service', "INSERT INTO app.events VALUES (app.current_tenant(), '2026-05-01', 'login')"),
    ).toBe(1);
    expect(await as('app_service', "UPDATE app.events SET what = 'logout'")).toBe(1);
    expect(await as('app_service', "INSERT INTO audit.access_log (what) VALUES ('read')")).toBe(1);
    expect(await as('app_service', 'SELECT what FROM audit.access_log')).toContain('permission denied');
    expect(await as('readonly_user', 'SELECT id, country FROM app.customers')).toBe(1);
    expect(await as('readonly_user', 'SELECT total FROM app.orders', second)).toBe(0);
    expect(await as('readonly_user', 'SELECT email FROM app.customers')).toContain('permission denied');
    expect(await as('dumper', 'SELECT email, ssn FROM app.customers')).toBe(2);
    expect(await as('migrator', 'SET LOCAL ROLE shop_owner')).toBe(0);
    expect(await as('migrator', 'SELECT 1 FROM app.orders')).toContain('permission denied');
  } finally {
    await client.query('ROLLBACK');
    await client.end();
  }
}
