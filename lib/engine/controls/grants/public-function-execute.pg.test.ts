import { expect } from 'vitest';
import { controlStory } from '../../../testing/control-story.ts';
import { publicFunctionExecute } from './public-function-execute.ts';

controlStory(publicFunctionExecute, {
  setup: `CREATE SCHEMA app; CREATE SCHEMA open; GRANT USAGE ON SCHEMA open TO PUBLIC;
    CREATE FUNCTION app.closed() RETURNS int LANGUAGE sql RETURN 1; REVOKE EXECUTE ON FUNCTION app.closed() FROM PUBLIC;
    CREATE FUNCTION app.definer() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp RETURN 1;
    CREATE FUNCTION app.fired() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'`,
  break: `CREATE FUNCTION open.pay(int, text) RETURNS int LANGUAGE sql RETURN 1; CREATE PROCEDURE app.close_day() LANGUAGE sql AS '';
    CREATE FUNCTION app."odd (name"() RETURNS int LANGUAGE sql RETURN 1`,
  fires: [
    { kind: 'function', schema: 'open', name: 'pay', signature: 'integer, text', public: true },
    { kind: 'procedure', schema: 'app', name: 'close_day', public: true },
    { kind: 'function', schema: 'app', name: 'odd (name', public: true },
  ],
  neighbours: [{ name: 'closed' }, { name: 'definer' }, { name: 'fired' }],
});

// The policy says who may: these go on, by name; so does whoever has to say which tenant it acts for.
controlStory(publicFunctionExecute, {
  policy: {
    version: 1,
    tenancy: { model: 'row', column: 'tenant_id', setting: 'app.tenant_id', roles: ['web'] },
    roles: [
      {
        role: 'app',
        kind: 'application',
        may: [{ schema: 's', objects: 'functions', names: ['pay'], privileges: ['EXECUTE'] }],
      },
      { role: 'web', kind: 'application' },
    ],
  },
  setup: 'CREATE ROLE app LOGIN; CREATE ROLE web LOGIN; CREATE SCHEMA s; GRANT USAGE ON SCHEMA s TO app, web',
  break: `CREATE FUNCTION s.pay() RETURNS int LANGUAGE sql RETURN 1; CREATE FUNCTION s.other() RETURNS int LANGUAGE sql RETURN 1;
    CREATE FUNCTION s.set_tenant(text) RETURNS text LANGUAGE sql RETURN pg_catalog.set_config('app.tenant_id', $1, true)`,
  fires: [
    { kind: 'function', name: 'pay', public: true },
    { kind: 'function', name: 'other', public: true },
    { kind: 'function', name: 'set_tenant', public: true },
  ],
  async mended(cluster) {
    const [row] = await cluster.sql(
      `SELECT has_function_privilege('app', 's.pay()', 'EXECUTE') AS pays, has_function_privilege('app', 's.other()', 'EXECUTE') AS other,
        has_function_privilege('web', 's.set_tenant(text)', 'EXECUTE') AS sets`,
      'shop',
    );
    expect(row).toEqual({ pays: true, other: false, sets: true });
  },
});
