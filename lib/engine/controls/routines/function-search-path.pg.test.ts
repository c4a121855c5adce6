import { controlStory } from '../../../testing/control-story.ts';
import { functionSearchPath } from './function-search-path.ts';

controlStory(functionSearchPath, {
  setup: `CREATE TABLE public.t (id int);
    CREATE FUNCTION public.pinned() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS 'BEGIN RETURN NEW; END';
    CREATE TRIGGER good BEFORE INSERT ON public.t FOR EACH ROW EXECUTE FUNCTION public.pinned();
    CREATE FUNCTION public.open() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'`,
  break: 'CREATE TRIGGER bad BEFORE INSERT ON public.t FOR EACH ROW EXECUTE FUNCTION public.open()',
  fires: [{ kind: 'function', name: 'open' }],
  neighbours: [{ name: 'pinned' }],
});

// An event trigger's is run by administrators; a path that is pinned to where others create is no better than none.
controlStory(functionSearchPath, {
  setup: `REVOKE CREATE ON SCHEMA public FROM PUBLIC; CREATE ROLE app LOGIN; CREATE SCHEMA open; GRANT CREATE ON SCHEMA open TO app;
    CREATE SCHEMA s; CREATE TABLE s.t (a text);
    CREATE FUNCTION s.watch() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN PERFORM lower(tg_tag); END';
    CREATE FUNCTION s.lower_case() RETURNS trigger LANGUAGE plpgsql SET search_path = open, s AS 'BEGIN new.a := lower(new.a); RETURN new; END';
    CREATE FUNCTION s.plain() RETURNS trigger LANGUAGE plpgsql SET search_path = s AS 'BEGIN RETURN new; END';
    CREATE TRIGGER plain BEFORE INSERT ON s.t FOR EACH ROW EXECUTE FUNCTION s.plain()`,
  break: `CREATE EVENT TRIGGER watch ON ddl_command_end EXECUTE FUNCTION s.watch();
    CREATE TRIGGER lower_case BEFORE INSERT ON s.t FOR EACH ROW EXECUTE FUNCTION s.lower_case()`,
  fires: [
    { kind: 'function', name: 'watch' },
    { kind: 'function', name: 'lower_case' },
  ],
  neighbours: [{ name: 'plain' }],
});
