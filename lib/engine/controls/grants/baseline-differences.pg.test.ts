import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { inventoryOf } from '../../../testing/inventory-of.ts';
import { factsOf } from '../../analysis/facts.ts';
import type { Policy, PolicyRole } from '../../policy/policy.ts';
import { baselineObjects, differenceOn } from './baseline-difference.ts';
import { baselineDifferences } from './baseline-differences.ts';

// Objects whose lists are one list are looked at once. Whatever the policy says of single ones, the answer has to be what looking
// at each of them gives.

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await startCluster({ major: 18 });
  await cluster.sql(`
    CREATE ROLE shop_owner; CREATE ROLE service LOGIN; CREATE ROLE reader LOGIN; CREATE ROLE readers; GRANT readers TO reader;
    CREATE SCHEMA app AUTHORIZATION shop_owner; CREATE SCHEMA other AUTHORIZATION shop_owner; SET ROLE shop_owner;
    CREATE TABLE app.a (id int, mail text); CREATE TABLE app.b (id int, mail text); CREATE TABLE app.c (id int, mail text);
    CREATE TABLE app.d (id int, mail text); CREATE TABLE app.e (id int); CREATE TABLE other.a (id int); CREATE TABLE other.b (id int);
    CREATE VIEW app.v AS SELECT id FROM app.a; CREATE VIEW app.w AS SELECT id FROM app.b;
    CREATE FUNCTION app.set_tenant(text) RETURNS text LANGUAGE sql RETURN $1;
    CREATE FUNCTION app.z(text) RETURNS text LANGUAGE sql RETURN $1;
    REVOKE ALL ON ALL FUNCTIONS IN SCHEMA app FROM PUBLIC; GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA app TO service;
    GRANT USAGE ON SCHEMA app TO service, readers;
    GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA app TO service; GRANT SELECT ON ALL TABLES IN SCHEMA app, other TO readers;
    REVOKE SELECT ON app.c, app.d FROM readers; GRANT UPDATE ON app.e TO service`);
});
afterAll(() => cluster.stop());

type May = NonNullable<PolicyRole['may']>;
const roles = (service: May, reader: May): Policy['roles'] => [
  { role: 'service', kind: 'application', may: service },
  { role: 'reader', kind: 'readonly', may: reader },
];
const inApp = { schema: 'app', objects: 'tables' } as const;
const whole: May = [{ ...inApp, privileges: ['SELECT', 'INSERT'] }];
const routines: May = [{ schema: 'app', objects: 'functions', privileges: ['EXECUTE'] }];
const reading: May = [{ ...inApp, privileges: ['SELECT'] }];
const kept = (table: string) => ({
  database: 'postgres',
  schema: 'app',
  table,
  column: 'mail',
  class: 'pii' as const,
  readers: ['nobody'],
});

const policies: Readonly<Record<string, Policy>> = {
  'as it is': { version: 1, roles: roles([...whole, ...routines], reading) },
  'the first of three tables is named': {
    version: 1,
    roles: roles([{ ...whole[0], names: ['a'] } as May[number]], reading),
  },
  'every schema': {
    version: 1,
    roles: roles(whole, [{ objects: 'tables', privileges: ['SELECT', 'DELETE'] }]),
  },
  'one table keeps a column, the first': {
    version: 1,
    roles: roles(whole, reading),
    classification: [kept('c')],
  },
  'one table keeps a column, the second': {
    version: 1,
    roles: roles(whole, reading),
    classification: [kept('d')],
  },
  'the tenancy names a function': {
    version: 1,
    roles: roles(whole, reading),
    tenancy: { model: 'row', column: 'id', setting: 'app.tenant', roles: ['service'] },
  },
};

test.each(Object.entries(policies))('%s: groups give what each object gives', async (_, policy) => {
  const facts = factsOf(await inventoryOf(cluster));
  const [database] = facts.databases;
  if (database === undefined) throw new Error('nothing was read');
  const objects = baselineObjects(database);
  const grouped = baselineDifferences(database, policy, objects);
  let differing = 0;
  for (const role of ['service', 'reader']) {
    const each = objects
      .map((object) => ({ object, difference: differenceOn(database, policy, role, object) }))
      .filter(({ difference }) => difference.missing.length > 0 || difference.extra.length > 0);
    expect(grouped(role).map(({ object, difference }) => ({ object, difference }))).toEqual(each);
    differing += each.length;
  }
  expect(differing).toBeGreaterThan(0);
});
