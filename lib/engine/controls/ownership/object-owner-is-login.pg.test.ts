import { expect } from 'vitest';
import { controlStory } from '../../../testing/control-story.ts';
import { objectOwnerIsLogin } from './object-owner-is-login.ts';

controlStory(objectOwnerIsLogin, {
  policy: {
    version: 1,
    roles: [
      { role: 'shop_owner', kind: 'owner' },
      { role: 'migrator', kind: 'migration' },
      {
        role: 'app_service',
        kind: 'application',
        may: [
          { schema: 'app', objects: 'tables', privileges: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] },
          { schema: 'app', objects: 'functions', privileges: ['EXECUTE'] },
        ],
      },
    ],
    classification: [
      { database: 'shop', schema: 'app', table: 'orders', column: 'a', class: 'pii', readers: [] },
    ],
  },
  setup: `CREATE ROLE shop_owner; CREATE ROLE migrator LOGIN; CREATE ROLE app_service LOGIN; CREATE ROLE reader;
    CREATE SCHEMA billing AUTHORIZATION shop_owner; CREATE TABLE billing.a (a int); ALTER TABLE billing.a OWNER TO shop_owner;
    CREATE TABLE public.m (a int); ALTER TABLE public.m OWNER TO migrator`,
  break: `CREATE SCHEMA app AUTHORIZATION app_service; SET ROLE app_service;
    CREATE TABLE app.orders (id serial PRIMARY KEY, a int) ; CREATE TABLE app.events (at date) PARTITION BY RANGE (at);
    CREATE TABLE app.events_2026 PARTITION OF app.events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
    CREATE VIEW app.v AS SELECT a FROM app.orders; CREATE FUNCTION app."f""x"(a integer, VARIADIC b text[]) RETURNS int LANGUAGE sql AS 'SELECT 1';
    GRANT SELECT ON app.orders TO reader; RESET ROLE`,
  fires: [{ kind: 'role', database: 'shop', role: 'app_service' }],
  // What is reached through its parent gets no grant of its own, and what the classification keeps from it none either.
  mended: async (cluster) => {
    const may = (what: string) => `has_${what} AS may`;
    const asked = [
      ["table_privilege('app_service', 'app.events', 'SELECT, INSERT')", true],
      ["table_privilege('app_service', 'app.events_2026', 'SELECT, INSERT, UPDATE, DELETE')", false],
      ["table_privilege('app_service', 'app.orders', 'INSERT')", true],
      ["column_privilege('app_service', 'app.orders', 'id', 'SELECT')", true],
      ["column_privilege('app_service', 'app.orders', 'a', 'SELECT')", false],
    ] as const;
    for (const [what, expected] of asked)
      expect([what, await cluster.sql(`SELECT ${may(what)}`, 'shop')]).toEqual([what, [{ may: expected }]]);
  },
  neighbours: [{ role: 'shop_owner' }, { role: 'migrator' }, { role: 'postgres' }],
});

// A policy that does not say what the old owner may do would lock it out.
controlStory(objectOwnerIsLogin, {
  majors: [18],
  policy: { version: 1, roles: [{ role: 'shop_owner', kind: 'owner' }] },
  setup: 'CREATE ROLE shop_owner; CREATE ROLE app_service LOGIN',
  break: 'CREATE TABLE orders (a int); ALTER TABLE orders OWNER TO app_service',
  fires: [{ kind: 'role', database: 'shop', role: 'app_service' }],
  mendByHand: 'ALTER TABLE orders OWNER TO shop_owner',
  unmendByHand: 'ALTER TABLE orders OWNER TO app_service',
});

// It owns nothing by name, and is the owner by membership: inherited, or one SET ROLE away.
controlStory(objectOwnerIsLogin, {
  policy: {
    version: 1,
    roles: [
      { role: 'shop_owner', kind: 'owner' },
      { role: 'migrator', kind: 'migration' },
      { role: 'app_service', kind: 'application' },
    ],
  },
  setup: `CREATE ROLE shop_owner; CREATE ROLE middle; CREATE ROLE migrator LOGIN IN ROLE shop_owner; CREATE ROLE deploy LOGIN IN ROLE shop_owner;
    CREATE ROLE app_service LOGIN NOINHERIT; GRANT shop_owner TO middle; CREATE TABLE orders (a int); ALTER TABLE orders OWNER TO shop_owner`,
  break: 'GRANT middle TO app_service',
  fires: [{ kind: 'membership', name: 'shop_owner', role: 'app_service' }],
  neighbours: [{ role: 'migrator' }, { role: 'deploy' }],
  mendByHand: 'REVOKE middle FROM app_service',
  unmendByHand: 'GRANT middle TO app_service',
});
