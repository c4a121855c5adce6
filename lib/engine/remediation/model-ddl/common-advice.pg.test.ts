import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { inventoryOf } from '../../../testing/inventory-of.ts';
import { relabel } from '../../../testing/relabel-inventory.ts';
import { factsOf } from '../../analysis/facts.ts';
import type { Policy } from '../../policy/policy.ts';
import { plansFor, runModel } from './model-fixture/apply-model.ts';
import type { ModelPlan } from './model-plan.ts';
import { modelPlans } from './model-plans.ts';

// What hardening guides repeat and Postern's scripts must never say (docs/threats.md, and the lists they came from).

const policy: Policy = {
  version: 1,
  roles: [
    { role: 'shop_owner', kind: 'owner' },
    {
      role: 'new_app',
      kind: 'application',
      databases: ['shop'],
      may: [
        { schema: 'app', objects: 'tables', privileges: ['SELECT', 'INSERT'] },
        { schema: 'app', objects: 'functions', privileges: ['EXECUTE'] },
      ],
    },
    {
      role: 'readonly_user',
      kind: 'readonly',
      may: [{ schema: 'app', objects: 'tables', privileges: ['SELECT'] }],
    },
    { role: 'emergency', kind: 'break-glass' },
    { role: 'deploy', kind: 'migration' },
    { role: 'only_admin', kind: 'application', may: [] },
    { role: 'quiet', kind: 'application' },
  ],
  tenancy: {
    model: 'row',
    column: 'tenant_id',
    setting: 'app.tenant_id',
    roles: ['new_app', 'readonly_user'],
  },
  classification: [
    { database: 'shop', schema: 'app', table: 'people', column: 'ssn', class: 'regulated', readers: [] },
  ],
  audit: { events: ['ddl', 'role', 'write-regulated', 'read-regulated'] },
};

let server: TestCluster;
let plans: readonly ModelPlan[];
let text: string;

beforeAll(async () => {
  server = await startCluster({ major: 18 });
  await server.sql('CREATE DATABASE shop');
  await server.sql(
    `CREATE ROLE shop_owner; CREATE ROLE readonly_user LOGIN; CREATE ROLE team; CREATE ROLE quiet LOGIN; CREATE ROLE deploy LOGIN; CREATE ROLE stranger LOGIN;
     CREATE SCHEMA app AUTHORIZATION shop_owner; SET ROLE shop_owner; CREATE TABLE app.people (id int, tenant_id uuid, ssn text);
     CREATE FUNCTION app.f() RETURNS int LANGUAGE sql AS 'SELECT 1'; GRANT ALL ON app.people TO PUBLIC; GRANT USAGE ON SCHEMA app TO PUBLIC; GRANT SELECT ON app.people TO quiet;
     RESET ROLE; GRANT team TO readonly_user; GRANT UPDATE ON app.people TO team WITH GRANT OPTION;
     SET ROLE team; GRANT UPDATE ON app.people TO readonly_user, stranger; RESET ROLE`,
    'shop',
  );
  plans = await plansFor(server, policy);
  text = plans.flatMap((plan) => [plan.upText, plan.downText]).join('\n');
  await runModel(server, plans, 'up');
}, 120_000);
afterAll(() => server?.stop());

test('no SELECT trigger, no SET LOCAL of the tenant, no password, no log_statement = all, no DO but around CREATE ROLE, no CONCURRENTLY, no IN SCHEMA for all tables', () => {
  const statements = plans.flatMap((plan) => [...plan.up, ...plan.down]).map(({ sql }) => sql);
  for (const never of [
    /TRIGGER[^;]*\b(AFTER|BEFORE|OR) SELECT/i,
    /SET (LOCAL )?"?app"?\."?tenant_id/i,
    /PASSWORD/i,
    /log_statement" = 'all'/i,
    /^DO\b(?! E?'BEGIN CREATE ROLE )/i,
    /CONCURRENTLY/i,
    /ON ALL (TABLES|SEQUENCES|FUNCTIONS|ROUTINES)/i,
    /current_setting\('app\.tenant_id'\)/,
  ])
    expect(
      statements.filter((sql) => never.test(sql)),
      String(never),
    ).toEqual([]);
  expect(text).toContain('ENABLE ROW LEVEL SECURITY');
  expect(text).toContain('FORCE ROW LEVEL SECURITY');
});

test('a policy is for every command, with USING and WITH CHECK, and the empty setting is none', () => {
  const created = plans
    .flatMap((plan) => plan.up)
    .map(({ sql }) => sql)
    .filter((sql) => sql.startsWith('CREATE POLICY'));
  expect(created).toHaveLength(1);
  expect(created[0]).toMatch(
    /FOR ALL TO .*USING \(.*NULLIF\(pg_catalog\.current_setting\('app\.tenant_id', true\), ''\).*\) WITH CHECK \(/,
  );
});

test('what everybody had goes from PUBLIC, and stays by name with whoever may; a REVOKE from a role alone would change nothing', async () => {
  const can = async (role: string, privilege: string) =>
    (
      await server.sql(`SELECT has_table_privilege('${role}', 'app.people', '${privilege}') AS can`, 'shop')
    )[0]?.can;
  expect(await can('stranger', 'DELETE')).toBe(false);
  expect(await can('new_app', 'INSERT')).toBe(true);
  expect(await can('readonly_user', 'UPDATE')).toBe(false);
  // Granted by somebody whose own right nobody takes: it stays, and stays by the same hand.
  expect(await can('stranger', 'UPDATE')).toBe(true);
  const changes = plans.flatMap((plan) => plan.changes);
  expect(changes).toContainEqual(
    expect.objectContaining({ do: 'revoke', from: 'readonly_user', grantor: 'team' }),
  );
  // It came to that role by a membership too.
  expect(changes).toContainEqual(
    expect.objectContaining({ do: 'revoke-membership', role: 'team', member: 'readonly_user' }),
  );
});

test('the next table and the next routine are as the present ones: by default privileges of the roles that will make them', async () => {
  await server.sql(
    `SET ROLE shop_owner; CREATE TABLE app.later (id int); CREATE FUNCTION app.later() RETURNS int LANGUAGE sql AS 'SELECT 1'; RESET ROLE`,
    'shop',
  );
  const [row] = await server.sql(
    `SELECT has_table_privilege('readonly_user', 'app.later', 'SELECT') AS reads, has_table_privilege('readonly_user', 'app.later', 'INSERT') AS writes,
      has_function_privilege('new_app', 'app.later()', 'EXECUTE') AS executes, has_function_privilege('stranger', 'app.later()', 'EXECUTE') AS everybody`,
    'shop',
  );
  expect(row).toEqual({ reads: true, writes: false, executes: true, everybody: false });
});

test('roles are made without a password; who logs in gets a verifier outside, an owner and a break-glass role never log in', async () => {
  const rows = await server.sql(
    "SELECT rolname, rolcanlogin, rolsuper, rolpassword IS NULL AS unset FROM pg_authid WHERE rolname IN ('new_app', 'shop_owner', 'emergency') ORDER BY rolname",
  );
  expect(rows).toEqual([
    { rolname: 'emergency', rolcanlogin: false, rolsuper: false, unset: true },
    { rolname: 'new_app', rolcanlogin: true, rolsuper: false, unset: true },
    { rolname: 'shop_owner', rolcanlogin: false, rolsuper: false, unset: true },
  ]);
  const roles = plans.find((plan) => plan.part === 'roles');
  expect(roles?.outside.join(' ')).toMatch(/new_app: .*SCRAM verifier computed outside/);
  // The migration role may act as the owner, and needs no ownership of its own.
  expect(await server.sql("SELECT pg_has_role('deploy', 'shop_owner', 'USAGE') AS acts")).toEqual([
    { acts: true },
  ]);
});

test('a role without `may` is left alone, and that is said', async () => {
  const roles = plans.find((plan) => plan.part === 'roles');
  expect(roles?.warnings.join(' ')).toContain('does not say what quiet may do');
  const [row] = await server.sql(
    "SELECT has_column_privilege('quiet', 'app.people', 'id', 'SELECT') AS reads",
    'shop',
  );
  expect(row).toEqual({ reads: true });
});

test('the last superuser that logs in keeps what it has, and the role the cluster was made with is never touched', async () => {
  await server.sql('CREATE ROLE boss SUPERUSER LOGIN');
  const stated: Policy = {
    version: 1,
    roles: [
      { role: 'boss', kind: 'application' },
      { role: 'postgres', kind: 'person' },
    ],
  };
  const inventory = relabel(await inventoryOf(server, ['shop']), 'roles', (rows) =>
    rows.map((row) => (row.name === 'postgres' ? { ...row, login: false } : row)),
  );
  const [roles] = modelPlans(factsOf(inventory), stated);
  expect(roles?.changes ?? []).toEqual([]);
  expect(roles?.warnings.join(' ')).toMatch(
    /boss keeps its attributes.*postgres is the role the cluster was made with/s,
  );
});
