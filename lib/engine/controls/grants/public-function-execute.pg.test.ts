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
