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

// What a policy calls runs as the one it keeps out: with a temporary table, or an operator in a schema of their own.
controlStory(functionSearchPath, {
  setup: `REVOKE CREATE ON SCHEMA public FROM PUBLIC; CREATE ROLE app LOGIN; CREATE SCHEMA s; CREATE TABLE s.members (own int); CREATE TABLE s.t (own int);
    ALTER TABLE s.t ENABLE ROW LEVEL SECURITY; GRANT USAGE ON SCHEMA s TO app; GRANT SELECT ON s.t, s.members TO app; SET search_path = s;
    CREATE FUNCTION bound(int) RETURNS boolean LANGUAGE sql STABLE BEGIN ATOMIC SELECT EXISTS (SELECT FROM members WHERE own = $1); END;
    CREATE FUNCTION qualified(int) RETURNS boolean LANGUAGE sql STABLE AS 'SELECT EXISTS (SELECT FROM s.members WHERE own = $1)';
    CREATE FUNCTION pinned(int) RETURNS boolean LANGUAGE sql STABLE SET search_path = s, pg_temp AS 'SELECT EXISTS (SELECT FROM members WHERE own = $1)';
    CREATE FUNCTION by_hand(int) RETURNS boolean LANGUAGE sql STABLE AS 'SELECT EXISTS (SELECT FROM members WHERE own = $1)';
    CREATE POLICY sound ON t USING (bound(own) AND qualified(own) AND pinned(own));
    CREATE FUNCTION bare(int) RETURNS boolean LANGUAGE plpgsql STABLE AS 'BEGIN RETURN EXISTS (SELECT FROM members WHERE own = $1); END';
    CREATE FUNCTION temporary_first(int) RETURNS boolean LANGUAGE sql STABLE SET search_path = s AS 'SELECT EXISTS (SELECT FROM members WHERE own = $1)'`,
  break: 'CREATE POLICY open ON s.t USING (s.bare(own) OR s.temporary_first(own))',
  fires: [
    { kind: 'function', name: 'bare' },
    { kind: 'function', name: 'temporary_first' },
  ],
  neighbours: [{ name: 'bound' }, { name: 'qualified' }, { name: 'pinned' }, { name: 'by_hand' }],
});

// Where somebody may create, names of functions and operators are theirs to answer too.
controlStory(functionSearchPath, {
  majors: [18],
  setup: `CREATE ROLE app LOGIN; CREATE TABLE t (own int); ALTER TABLE t ENABLE ROW LEVEL SECURITY; GRANT SELECT ON t TO app;
    CREATE FUNCTION me() RETURNS int LANGUAGE sql STABLE AS $$ SELECT current_setting('app.me')::int $$; CREATE POLICY own ON t USING (own = me())`,
  break: 'CREATE SCHEMA theirs; GRANT CREATE ON SCHEMA theirs TO app',
  fires: [{ kind: 'function', name: 'me' }],
});
