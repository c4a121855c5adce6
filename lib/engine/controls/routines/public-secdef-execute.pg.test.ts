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
