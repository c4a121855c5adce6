import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../testing/cluster.ts';
import { comparable } from '../testing/comparable-inventory.ts';
import { inventoryOf } from '../testing/inventory-of.ts';
import { runPostern } from '../testing/run-postern.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'postern-model-'));
const policy = path.join(folder, 'policy.yaml');
let server: TestCluster;

beforeAll(async () => {
  writeFileSync(
    policy,
    `version: 1
roles:
  - { role: shop_owner, kind: owner }
  - role: app_service
    kind: application
    may:
      - { schema: app, objects: tables, privileges: [SELECT, INSERT] }
`,
  );
  server = await startCluster({ major: 16 });
  await server.sql('CREATE DATABASE shop');
  await server.sql(
    'CREATE ROLE app_service LOGIN; CREATE SCHEMA app AUTHORIZATION app_service; SET ROLE app_service; CREATE TABLE app.orders (id serial)',
    'shop',
  );
}, 60_000);
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const model = (...more: string[]) =>
  runPostern([
    'remediate',
    '--model',
    '--policy',
    policy,
    '--databases',
    'shop',
    '--allow-insecure-authentication',
    '--url',
    `postgres://postgres@127.0.0.1:${server.port}/shop?sslmode=disable`,
    ...more,
  ]);

test('up, nothing more, down: the scripts of the command bring the server there and back', async () => {
  const before = comparable(await inventoryOf(server, ['shop']));
  const [up, down] = [await model(), await model('--part', 'down')];
  expect(up).toMatchObject({ code: 0 });
  expect(up.stdout).toContain('-- Hand-off: migrations of the application own what this touches.');
  expect(up.stdout).toContain('ALTER TABLE "app"."orders" OWNER TO "shop_owner"');
  await server.sql(up.stdout, 'shop');
  expect((await model()).stdout).toBe('-- Nothing to do: roles and grants are as the policy says.\n');
  await server.sql(down.stdout, 'shop');
  expect(comparable(await inventoryOf(server, ['shop']))).toEqual(before);
}, 120_000);

test('JSON has a plan per part, and why each change is there', async () => {
  const run = await model('--part', 'both', '--format', 'json');
  expect(run.code).toBe(0);
  const plans = JSON.parse(run.stdout);
  expect(plans.map((plan: { part: string; handOff: boolean }) => [plan.part, plan.handOff])).toEqual([
    ['roles', false],
    ['grants', false],
    ['ownership', true],
  ]);
  expect(plans[0].changes[0]).toMatchObject({
    change: { do: 'create-role', role: 'shop_owner' },
    why: 'role shop_owner is declared as owner (roles[0])',
  });
  expect(plans[2]).toMatchObject({ transactional: true, irreversible: null, findings: [] });
  expect(plans[2].statements[0]).toHaveProperty('lock');
  expect(plans[2].down).toContain('OWNER TO "app_service"');
  expect(plans[2].postconditions[0]).toHaveProperty('says');
}, 60_000);

test.each([
  [['remediate', '--model', '--url', 'postgres://a@192.0.2.1/b'], /--model needs --policy/],
  [['remediate', '--model', '--policy', policy, '--part', 'sideways'], /--part must be one of/],
  [['remediate', '--model', '--policy', policy, '--format', 'xml'], /--format must be one of/],
] as const)(
  '%j is refused before anything is contacted',
  async (args, said) => {
    const run = await runPostern(args);
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toMatch(said);
  },
  60_000,
);
