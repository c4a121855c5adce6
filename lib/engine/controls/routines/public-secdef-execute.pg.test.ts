import { controlStory } from '../../../testing/control-story.ts';
import { publicSecdefExecute } from './public-secdef-execute.ts';

controlStory(publicSecdefExecute, {
  policy: {
    version: 1,
    roles: [
      {
        role: 'app_service',
        kind: 'application',
        may: [{ schema: 'app', objects: 'functions', privileges: ['EXECUTE'] }],
      },
    ],
  },
  setup: `CREATE ROLE shop_owner; CREATE ROLE app_service; CREATE SCHEMA app; CREATE FUNCTION app.invoker() RETURNS int LANGUAGE sql AS 'SELECT 1';
    CREATE FUNCTION app.closed() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'; REVOKE EXECUTE ON FUNCTION app.closed() FROM PUBLIC`,
  // Never granted by anybody: the empty ACL is the default, and the default is everybody.
  break: `CREATE FUNCTION app.find(wanted text) RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'; ALTER FUNCTION app.find OWNER TO shop_owner;
    CREATE PROCEDURE app."do\nit"(INOUT a integer) LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';
    CREATE FUNCTION information_schema.back_door() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'`,
  fires: [
    // Where reviews do not look.
    { kind: 'function', schema: 'information_schema', name: 'back_door' },
    { kind: 'function', schema: 'app', name: 'find' },
    { kind: 'procedure', schema: 'app', name: 'do\nit' },
  ],
  neighbours: [{ name: 'invoker' }, { name: 'closed' }],
});

// Behind PostgREST a grant to the role of a request is one to whoever reaches the API.
controlStory(publicSecdefExecute, {
  majors: [18],
  policy: {
    version: 1,
    roles: [
      {
        role: 'authenticated',
        kind: 'application',
        may: [{ schema: 'api', objects: 'functions', names: ['stated'], privileges: ['EXECUTE'] }],
      },
    ],
  },
  setup: `CREATE ROLE anon; CREATE ROLE authenticated; CREATE ROLE clerk LOGIN; CREATE SCHEMA api;
    CREATE FUNCTION api.stated() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'; REVOKE EXECUTE ON FUNCTION api.stated() FROM PUBLIC;
    CREATE FUNCTION api.total() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'; REVOKE EXECUTE ON FUNCTION api.total() FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION api.stated() TO authenticated; GRANT EXECUTE ON FUNCTION api.total() TO clerk`,
  break: 'GRANT EXECUTE ON FUNCTION api.total() TO anon, authenticated',
  fires: [
    { kind: 'function', name: 'total', role: 'anon' },
    { kind: 'function', name: 'total', role: 'authenticated' },
  ],
  neighbours: [{ name: 'stated' }, { role: 'clerk' }],
});
