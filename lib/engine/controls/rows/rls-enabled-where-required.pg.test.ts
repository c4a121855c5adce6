import { expect, test } from 'vitest';
import { controlStory } from '../../../testing/control-story.ts';
import { fixtureFacts } from '../../analysis/access-fixture.ts';
import { rlsEnabledWhereRequired } from './rls-enabled-where-required.ts';

const tenancy = {
  model: 'row' as const,
  column: 'tenant_id',
  setting: 'app.tenant_id',
  roles: ['app_service', 'not there'],
  except: ['app.countries'],
};

controlStory(rlsEnabledWhereRequired, {
  policy: { version: 1, tenancy },
  setup: `CREATE ROLE app_service LOGIN; CREATE SCHEMA app;
    CREATE TABLE app.notes (tenant_id uuid); ALTER TABLE app.notes ENABLE ROW LEVEL SECURITY;
    CREATE TABLE app.countries (tenant_id uuid); CREATE TABLE app.lines (a int); CREATE VIEW app.v AS SELECT * FROM app.notes;
    CREATE TABLE app.log (tenant_id uuid, at date) PARTITION BY RANGE (at); ALTER TABLE app.log ENABLE ROW LEVEL SECURITY;
    CREATE TABLE app.log_1 PARTITION OF app.log DEFAULT`,
  break: `CREATE TYPE app."tenant ""kind""" AS ENUM ('a');
    CREATE TABLE app.invoices (id int, tenant_id uuid); CREATE TABLE app."c'arts" (tenant_id app."tenant ""kind""");
    CREATE TABLE app.events (tenant_id character varying(20), at date) PARTITION BY RANGE (at);
    CREATE TABLE app.carts (tenant_id uuid); CREATE POLICY p ON app.carts USING (tenant_id IS NOT NULL)`,
  fires: [
    { kind: 'table', database: 'shop', schema: 'app', name: 'invoices' },
    { kind: 'table', schema: 'app', name: "c'arts" },
    { kind: 'partitioned-table', schema: 'app', name: 'events' },
    { kind: 'table', schema: 'app', name: 'carts' },
  ],
  neighbours: [
    { name: 'notes' },
    { name: 'countries' },
    { name: 'lines' },
    { name: 'v' },
    { name: 'log' },
    { name: 'log_1' },
  ],
});

test('a policy that is silent on tenants leaves it open, one that says otherwise makes it moot', () => {
  const database = fixtureFacts({ cluster: { roles: [] }, database: { relations: [], columns: [] } })
    .databases[0];
  if (!database) throw new Error('the fixture has one database');
  const answer = (policy: Parameters<typeof rlsEnabledWhereRequired.check>[1]) =>
    rlsEnabledWhereRequired.check(database, policy);
  expect(answer({ version: 1 })).toMatchObject({ outcome: 'unknown', decision: 'tenancy' });
  expect(answer({ version: 1, tenancy: { model: 'row' } })).toMatchObject({
    outcome: 'unknown',
    decision: 'tenancy:column',
  });
  expect(answer({ version: 1, tenancy: { model: 'schema' } })).toMatchObject({ outcome: 'not-applicable' });
  expect(answer({ version: 1, tenancy: { ...tenancy, databases: ['other'] } })).toMatchObject({
    outcome: 'not-applicable',
  });
});

// Nobody has said anything of tenants: what whoever reaches the API is granted cannot wait for it.
controlStory(rlsEnabledWhereRequired, {
  cleanStatus: 'unknown',
  policy: {
    version: 1,
    roles: [
      {
        role: 'anon',
        kind: 'application',
        may: [{ schema: 'public', objects: 'tables', names: ['rates'], privileges: ['SELECT'] }],
      },
    ],
  },
  setup: `CREATE ROLE anon; CREATE ROLE app LOGIN; CREATE TABLE notes (id int); CREATE TABLE rates (id int); GRANT SELECT ON rates TO anon;
    CREATE TABLE inner_notes (id int); GRANT SELECT ON inner_notes TO app; CREATE TABLE sound (id int); ALTER TABLE sound ENABLE ROW LEVEL SECURITY; GRANT SELECT ON sound TO anon;
    CREATE TABLE meant (own int); CREATE POLICY own ON meant USING (own = 1)`,
  break: 'GRANT SELECT, INSERT ON notes TO anon; GRANT SELECT (own) ON meant TO anon',
  fires: [
    { kind: 'table', name: 'notes' },
    { kind: 'table', name: 'meant' },
  ],
  neighbours: [{ name: 'rates' }, { name: 'inner_notes' }, { name: 'sound' }],
});
