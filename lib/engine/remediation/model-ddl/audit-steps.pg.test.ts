import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { comparable } from '../../../testing/comparable-inventory.ts';
import { inventoryOf } from '../../../testing/inventory-of.ts';
import { relabel } from '../../../testing/relabel-inventory.ts';
import { settingRow } from '../../../testing/setting-row.ts';
import { factsOf } from '../../analysis/facts.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { Policy } from '../../policy/policy.ts';
import { loadScriptParser } from '../check-script.ts';
import { plansFor, runModel } from './model-fixture/apply-model.ts';
import type { ModelPlan } from './model-plan.ts';
import { modelPlans } from './model-plans.ts';

const policyWith = (events: string[]): Policy => ({
  version: 1,
  roles: [
    { role: 'shop_owner', kind: 'owner' },
    {
      role: 'app_service',
      kind: 'application',
      // Of all schemas: the trail is none of theirs all the same.
      may: [{ objects: 'tables', privileges: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] }],
    },
  ],
  tenancy: { model: 'row', column: 'tenant_id', setting: 'app.tenant_id', except: ['app.people'] },
  classification: [
    {
      database: 'shop',
      schema: 'app',
      table: 'people',
      column: 'ssn',
      class: 'regulated',
      readers: ['app_service'],
    },
  ],
  audit: { events },
});

const setup = `CREATE ROLE app_service LOGIN; CREATE ROLE shop_owner; CREATE ROLE clerk; GRANT clerk TO app_service;
  CREATE SCHEMA app AUTHORIZATION shop_owner; SET ROLE shop_owner;
  CREATE TABLE app.people (id int PRIMARY KEY, ssn text, note text); GRANT USAGE ON SCHEMA app TO clerk; GRANT INSERT ON app.people TO clerk`;

async function begin(major: 14 | 16 | 18, settings?: Record<string, string>) {
  const server = await startCluster({ major, ...(settings ? { settings } : {}) });
  await server.sql('CREATE DATABASE shop');
  await server.sql(setup, 'shop');
  return server;
}

describe.each([14, 18] as const)('without pgaudit on PostgreSQL %i', (major) => {
  const policy = policyWith(['ddl', 'role', 'write-regulated', 'read-regulated']);
  let server: TestCluster;
  let plans: readonly ModelPlan[];
  let middle: unknown;
  beforeAll(async () => {
    server = await begin(major);
    plans = await plansFor(server, policy);
    const [table, rest] = [
      plans.filter((one) => one.part === 'audit-table'),
      plans.filter((one) => one.part !== 'audit-table'),
    ];
    await runModel(server, table, 'up');
    middle = comparable(await inventoryOf(server, ['shop']));
    await runModel(server, rest, 'up');
    await server.reload();
  }, 120_000);
  afterAll(() => server?.stop());
  const trail = () => server.sql('SELECT * FROM postern_audit.row_changes ORDER BY at', 'shop');

  test('triggers record who the server says is acting, which row and which columns, and no value that is regulated', async () => {
    const client = await server.connect({ user: 'app_service', database: 'shop' });
    // Whatever the session claims for itself.
    await client.query("SET postern_audit.acting_role = 'somebody else'; SET app.tenant_id = 'one'");
    await client.query("INSERT INTO app.people VALUES (1, '123456789', 'a')");
    await client.query("UPDATE app.people SET note = 'b'");
    await client.query('SET ROLE clerk');
    await client.query("INSERT INTO app.people VALUES (2, '987654321')");
    await client.query('RESET ROLE');
    await client.query('DELETE FROM app.people WHERE id = 1');
    await client.end();
    const rows = await trail();
    expect(rows).toMatchObject([
      {
        session_role: 'app_service',
        acting_role: 'app_service',
        action: 'INSERT',
        row_key: { id: 1 },
        claimed_tenant: 'one',
      },
      {
        session_role: 'app_service',
        acting_role: 'app_service',
        action: 'UPDATE',
        changed_columns: ['note'],
      },
      { session_role: 'app_service', acting_role: 'clerk', action: 'INSERT', row_key: { id: 2 } },
      { session_role: 'app_service', acting_role: 'app_service', action: 'DELETE', row_key: { id: 1 } },
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/123456789|987654321/);
  });

  test('the writer can neither read, nor write, nor empty the trail', async () => {
    for (const sql of [
      'SELECT * FROM postern_audit.row_changes',
      'DELETE FROM postern_audit.row_changes',
      "INSERT INTO postern_audit.row_changes (session_role, acting_role, relation, action) VALUES ('x', 'x', 'x', 'x')",
      'TRUNCATE postern_audit.row_changes',
      'ALTER TABLE app.people DISABLE TRIGGER ALL',
    ])
      await expect(server.sql(sql, 'shop', 'app_service')).rejects.toThrow(/permission denied|must be owner/);
  });

  test('no trigger on SELECT, never log_statement = all, and what cannot be recorded is said', async () => {
    const text = plans.map((one) => one.upText).join('\n');
    expect(text).not.toMatch(/AFTER SELECT|OR SELECT/i);
    expect(text).toContain(`ALTER SYSTEM SET "log_statement" = 'ddl'`);
    expect(text).not.toMatch(/'all'/);
    const settings = plans.find((one) => one.part === 'audit-settings');
    expect(settings?.outside.join(' ')).toMatch(
      /reads of regulated columns \(PostgreSQL has no SELECT trigger\).*pgaudit/,
    );
    expect(await server.sql('SHOW log_statement')).toEqual([{ log_statement: 'ddl' }]);
  });

  test('a second look wants nothing; the undo takes everything back but the evidence', async () => {
    const again = await plansFor(server, policy);
    expect(again.filter((plan) => plan.kind !== 'manual').map((plan) => plan.upText)).toEqual([]);
    const table = plans.find((one) => one.part === 'audit-table');
    expect(table?.irreversible).toContain('evidence');
    expect(table?.down).toEqual([]);
    await runModel(
      server,
      plans.filter((one) => one.part !== 'audit-table'),
      'down',
    );
    await server.reload();
    expect(comparable(await inventoryOf(server, ['shop']))).toEqual(middle);
  });
});

describe.each([14, 18] as const)('with pgaudit on PostgreSQL %i', (major) => {
  const policy = policyWith(['ddl', 'role', 'read-regulated', 'failed-login']);
  let server: TestCluster;
  afterAll(() => server?.stop());
  /** The servers of the tests are built without pgaudit; its parameters are added, everything else is real. */
  const seen = async (log: string, role: string): Promise<Inventory> =>
    relabel(await inventoryOf(server, ['shop']), 'settings', (rows) => [
      ...rows,
      settingRow('pgaudit.log', log, { context: 'superuser', source: 'default' }),
      settingRow('pgaudit.role', role, { context: 'superuser', source: 'default' }),
    ]);
  const look = async (log: string, role: string) => modelPlans(factsOf(await seen(log, role)), policy);

  test('classes are added to those that are there, regulated columns audited by object, and all is undone', async () => {
    await loadScriptParser();
    server = await begin(major, { 'pgaudit.log': 'write, -misc', 'pgaudit.role': '' });
    const before = comparable(await inventoryOf(server, ['shop']));
    const plans = await look('write, -misc', '');
    expect(plans.map((one) => one.part)).toEqual(['roles', 'grants', 'audit-settings']);
    await runModel(server, plans, 'up');
    await server.reload();
    expect(await server.sql('SHOW pgaudit.log')).toEqual([{ 'pgaudit.log': 'write, -misc, ddl, role' }]);
    expect(await server.sql('SHOW pgaudit.role')).toEqual([{ 'pgaudit.role': 'object_auditor' }]);
    const [auditor] = await server.sql(
      `SELECT rolcanlogin AS login, has_column_privilege('object_auditor', 'app.people', 'ssn', 'SELECT') AS audited,
        has_column_privilege('object_auditor', 'app.people', 'note', 'SELECT') AS more FROM pg_roles WHERE rolname = 'object_auditor'`,
      'shop',
    );
    expect(auditor).toEqual({ login: false, audited: true, more: false });
    const again = await look('write, -misc, ddl, role', 'object_auditor');
    expect(again.filter((plan) => plan.kind !== 'manual').map((plan) => plan.upText)).toEqual([]);
    await runModel(server, plans, 'down');
    await server.reload();
    expect(await server.sql('SHOW pgaudit.log')).toEqual([{ 'pgaudit.log': 'write, -misc' }]);
    expect(comparable(await inventoryOf(server, ['shop']))).toEqual(before);
  });
});
