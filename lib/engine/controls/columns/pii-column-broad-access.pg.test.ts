import { expect, test } from 'vitest';
import { startCluster } from '../../../testing/cluster.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { judgeCluster } from '../../../testing/judge-cluster.ts';
import { fixtureFacts } from '../../analysis/access-fixture.ts';
import type { Policy } from '../../policy/policy.ts';
import { piiColumnBroadAccess } from './pii-column-broad-access.ts';

const of = (table: string, column: string, readers: readonly string[], tier?: number) => ({
  database: 'shop',
  schema: 'app',
  table,
  column,
  class: 'pii',
  readers: [...readers],
  ...(tier === undefined ? {} : { tier }),
});

const policy: Policy = {
  version: 1,
  roles: [
    {
      role: 'app_service',
      kind: 'application',
      may: [{ schema: 'app', objects: 'tables', privileges: ['SELECT'] }],
    },
    {
      role: 'reporting',
      kind: 'readonly',
      may: [{ schema: 'app', objects: 'tables', privileges: ['SELECT'] }],
    },
  ],
  classification: [
    of('customers', 'email', ['app_service']),
    of('customers', 'ssn', [], 0),
    of('people', 'email', ['app_service']),
    of('cards', 'number', ['app_service']),
    of('sound', 'email', ['app_service']),
    of('unreachable', 'email', []),
  ],
};

controlStory(piiColumnBroadAccess, {
  majors: [14, 16, 18],
  policy,
  setup: `CREATE ROLE shop_owner; CREATE ROLE app_writer; CREATE ROLE app_service LOGIN; GRANT app_writer TO app_service;
    CREATE ROLE reporting LOGIN; CREATE ROLE nobody; CREATE SCHEMA app; GRANT USAGE ON SCHEMA app TO app_service, reporting, nobody;
    CREATE TABLE app.customers (id int, email text, ssn text, "na""me" text); CREATE TABLE app.people (id int, email text);
    CREATE TABLE app.cards (id int, number text); CREATE TABLE app.sound (id int, email text);
    GRANT SELECT ON app.sound TO app_writer; GRANT SELECT (id) ON app.sound TO reporting; GRANT SELECT ON app.cards TO nobody;
    CREATE SCHEMA closed; CREATE TABLE app.unreachable (email text); GRANT SELECT (id, email) ON app.customers TO app_service`,
  // By the table to a group and by name, by the column, and by PUBLIC, where revoking the column would change nothing.
  break: `GRANT SELECT ON app.customers TO app_writer; GRANT SELECT (email) ON app.people TO reporting; GRANT SELECT ON app.cards TO PUBLIC`,
  fires: [
    { kind: 'column', schema: 'app', name: 'customers', column: 'ssn', role: 'app_writer' },
    { kind: 'column', schema: 'app', name: 'people', column: 'email', role: 'reporting' },
    { kind: 'column', schema: 'app', name: 'cards', column: 'number', public: true },
  ],
  neighbours: [
    { name: 'sound' },
    { name: 'unreachable' },
    { role: 'nobody' },
    { name: 'customers', column: 'email' },
  ],
});

// Somebody has to own the table and to migrate it; who else can act as its owner reads all of it.
controlStory(piiColumnBroadAccess, {
  majors: [18],
  policy: {
    ...policy,
    roles: [
      { role: 'shop_owner', kind: 'owner' },
      { role: 'migrator', kind: 'migration' },
      { role: 'dumper', kind: 'backup' },
    ],
    classification: [of('customers', 'ssn', [])],
  },
  setup: `CREATE ROLE shop_owner; CREATE ROLE migrator LOGIN; GRANT shop_owner TO migrator; CREATE ROLE dumper LOGIN; GRANT pg_read_all_data TO dumper; CREATE ROLE helpdesk LOGIN;
    CREATE SCHEMA app AUTHORIZATION shop_owner; CREATE TABLE app.customers (id int, ssn text); ALTER TABLE app.customers OWNER TO shop_owner`,
  break: 'GRANT shop_owner TO helpdesk',
  fires: [{ kind: 'column', name: 'customers', column: 'ssn', role: 'shop_owner' }],
  neighbours: [{ role: 'pg_read_all_data' }],
  mendByHand: 'REVOKE shop_owner FROM helpdesk',
  unmendByHand: 'GRANT shop_owner TO helpdesk',
});

test('a policy that classifies nothing leaves it open; a column that is gone keeps it from passing', () => {
  const database = fixtureFacts({
    cluster: { roles: [], memberships: [], databases: [] },
    database: { schemas: [], relations: [], columns: [] },
  }).databases[0];
  if (!database) throw new Error('the fixture has one database');
  expect(piiColumnBroadAccess.check(database, { version: 1 })).toMatchObject({
    outcome: 'unknown',
    decision: 'classification',
  });
  expect(
    piiColumnBroadAccess.check(database, { version: 1, classification: [of('gone', 'email', [])] }),
  ).toMatchObject({
    outcome: 'judged',
    findings: [],
    undecided: [{ object: { kind: 'column', name: 'gone', column: 'email' } }],
  });
});

// The table's own grants are in order: it is the partition, and the view, that hand the column out.
controlStory(piiColumnBroadAccess, {
  policy: {
    version: 1,
    classification: [of('customers', 'ssn', []), { ...of('shown', 'ssn', []), class: 'public' }],
  },
  setup: `CREATE ROLE reporting LOGIN; CREATE SCHEMA app; GRANT USAGE ON SCHEMA app TO reporting; CREATE ROLE shop_owner; GRANT ALL ON SCHEMA app TO shop_owner; SET ROLE shop_owner;
    CREATE TABLE app.customers (id int, ssn text) PARTITION BY LIST (id); CREATE TABLE app.customers_1 PARTITION OF app.customers DEFAULT;
    CREATE VIEW app.counted AS SELECT id FROM app.customers; CREATE VIEW app.hidden AS SELECT id, NULL::text AS ssn FROM app.customers;
    CREATE VIEW app.shown AS SELECT id, right(ssn, 4) AS ssn FROM app.customers; CREATE VIEW app.kept AS SELECT * FROM app.customers;
    GRANT SELECT ON app.counted, app.hidden, app.shown TO reporting; RESET ROLE`,
  break: 'GRANT SELECT ON app.customers_1 TO reporting',
  fires: [{ kind: 'column', schema: 'app', name: 'customers_1', column: 'ssn', role: 'reporting' }],
});

test('a view that may show a classified column is asked about, directly or through another', async () => {
  const cluster = await startCluster({ major: 18 });
  try {
    await cluster.sql('CREATE DATABASE shop');
    await cluster.sql(
      `CREATE ROLE reporting LOGIN; CREATE SCHEMA app; GRANT USAGE ON SCHEMA app TO reporting; CREATE TABLE app.customers (id int, ssn text);
      CREATE VIEW app.inner AS SELECT id, ssn AS number FROM app.customers; CREATE VIEW app.outer AS SELECT number FROM app.inner;
      CREATE VIEW app.asks WITH (security_invoker) AS SELECT * FROM app.customers; GRANT SELECT ON app.outer, app.asks TO reporting`,
      'shop',
    );
    const classification = [of('customers', 'ssn', [])];
    const asked = await judgeCluster(cluster, 'pii-column-broad-access', { version: 1, classification });
    expect(asked).toMatchObject({ status: 'unknown', findings: [] });
    expect(asked.reason).toContain(
      'View app.outer, which reporting may read, reads app.customers.ssn as its owner',
    );
    expect(asked.reason).not.toContain('app.asks');
    const answered: Policy = { version: 1, classification: [...classification, of('outer', 'number', [])] };
    expect((await judgeCluster(cluster, 'pii-column-broad-access', answered)).findings).toMatchObject([
      { object: { name: 'outer', column: 'number', role: 'reporting' } },
    ]);
  } finally {
    await cluster.stop();
  }
});
