import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../testing/cluster.ts';
import { inventoryOf } from '../../testing/inventory-of.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { absentNames } from './absent-names.ts';
import { loadLayers } from './layers/load-layers.ts';

let cluster: TestCluster;
let inventory: Inventory;

beforeAll(async () => {
  cluster = await startCluster({ major: 17 });
  await cluster.sql('CREATE ROLE app_service LOGIN');
  await cluster.sql('CREATE DATABASE shop');
  await cluster.sql('CREATE SCHEMA app', 'shop');
  await cluster.sql('CREATE TABLE app.customers (email text, "odd.name" text)', 'shop');
  inventory = await inventoryOf(cluster);
});
afterAll(() => cluster.stop());

function said(database: string): readonly string[] {
  const loaded = loadLayers({ organisation: null, database: `version: 1\n${database}` });
  if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems));
  return absentNames(loaded.policy, inventory).map((problem) => {
    const { severity, line, path, message, remedy } = loaded.locate(problem);
    return `${severity} ${line} ${path} ${message} ${remedy}`;
  });
}

const classified = (database: string, table: string, column: string) =>
  `classification:\n  - { database: ${database}, schema: app, table: ${table}, column: ${column}, class: pii }\n`;

test('what is there is not mentioned', () => {
  expect(
    said(`roles: [{ role: app_service, kind: application, databases: [shop] }]
tenancy: { model: row, roles: [app_service], databases: [shop] }
${classified('shop', 'customers', '"odd.name"')}schemaOwned: [{ schema: app, databases: [shop] }]
exceptions:
  - { control: c, object: "table:app.customers", reason: r, approvedBy: a, expires: 2030-01-01 }
  - { control: c, object: "role:app_service", reason: r, approvedBy: a, expires: 2030-01-01 }
`),
  ).toEqual([]);
});

test.each<[string, string]>([
  [
    'roles:\n  - { role: app_servise, kind: application }',
    'warning 3 roles[0].role The snapshot has no role "app_servise". Did you mean "app_service"?',
  ],
  [
    'roles:\n  - { role: app_service, kind: application, databases: [shopp] }',
    'warning 3 roles[0].databases[0] The snapshot has no database "shopp". Did you mean "shop"?',
  ],
  [
    'schemaOwned:\n  - { schema: apps }',
    'warning 3 schemaOwned[0].schema No database of the snapshot has a schema "apps". Did you mean "app"?',
  ],
  [
    classified('elsewhere', 'customers', 'email'),
    'warning 3 classification[0].database The snapshot has no database "elsewhere". Check the spelling, or remove it if it has gone.',
  ],
  [
    classified('shop', 'customer', 'email'),
    'warning 3 classification[0].table The database "shop" has no table "app.customer". Did you mean "app.customers"?',
  ],
  [
    classified('shop', 'customers', 'e_mail'),
    'warning 3 classification[0].column The table "app.customers" has no column "e_mail". Did you mean "email"?',
  ],
  [
    'exceptions:\n  - { control: c, object: "table:app.orders", reason: r, approvedBy: a, expires: 2030-01-01 }',
    'warning 3 exceptions[0].object No database of the snapshot has "app.orders".',
  ],
  [
    'baselines:\n  - { control: c, objects: ["role:nobody"], reason: r, approvedBy: a }',
    'warning 3 baselines[0].objects[0] The snapshot has no role "nobody".',
  ],
])('%s', (policy, expected) => {
  expect(said(policy)).toEqual([expect.stringContaining(expected)]);
});

test('what could not be read is not called absent', () => {
  const gap = { gap: { input: 'x', database: null, reason: 'refused', grant: null } };
  const blind: Inventory = {
    ...inventory,
    cluster: { ...inventory.cluster, roles: gap, databases: gap },
    databases: [],
  };
  const loaded = loadLayers({
    organisation: null,
    database: `version: 1\nroles: [{ role: nobody, kind: owner }]\n${classified('x', 'y', 'z')}`,
  });
  if ('problems' in loaded) throw new Error('does not load');
  expect(absentNames(loaded.policy, blind)).toEqual([]);
});
