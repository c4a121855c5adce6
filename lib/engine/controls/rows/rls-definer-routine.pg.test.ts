import { controlStory } from '../../../testing/control-story.ts';
import { ownTenant } from '../../../testing/policy-story.ts';
import { rlsDefinerRoutine } from './rls-definer-routine.ts';

const pinned = 'SET search_path = pg_catalog, pg_temp';

controlStory(rlsDefinerRoutine, {
  // Beside it: one that runs as its caller, one that reads no protected table, one that only its owner may call, one whose owner
  // the policies bind, and a trigger function, which another control is about.
  setup: `CREATE ROLE app LOGIN; CREATE ROLE bound NOLOGIN; CREATE TABLE log (what text); CREATE TABLE t (id int, tenant_id uuid); ALTER TABLE t ENABLE ROW LEVEL SECURITY;
    CREATE POLICY p ON t USING (${ownTenant}); GRANT SELECT, INSERT ON t TO app, bound;
    CREATE TABLE e (id int, tenant_id uuid) PARTITION BY LIST (id); CREATE TABLE e_1 PARTITION OF e DEFAULT; ALTER TABLE e ENABLE ROW LEVEL SECURITY; GRANT SELECT ON e_1 TO bound;
    CREATE FUNCTION as_caller() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM public.t';
    CREATE FUNCTION logs() RETURNS bigint LANGUAGE sql SECURITY DEFINER ${pinned} AS 'SELECT count(*) FROM public.log';
    CREATE FUNCTION for_owner() RETURNS bigint LANGUAGE sql SECURITY DEFINER ${pinned} AS 'SELECT count(*) FROM public.t'; REVOKE EXECUTE ON FUNCTION for_owner() FROM PUBLIC;
    CREATE FUNCTION as_bound() RETURNS bigint LANGUAGE sql SECURITY DEFINER ${pinned} AS 'SELECT count(*) FROM public.t'; ALTER FUNCTION as_bound() OWNER TO bound;
    CREATE FUNCTION fired() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER ${pinned} AS $$ BEGIN UPDATE public.t SET id = 1; RETURN NEW; END $$`,
  break: `CREATE FUNCTION "all ""rows"(since int) RETURNS bigint LANGUAGE sql SECURITY DEFINER ${pinned} AS 'SELECT count(*) FROM public.t WHERE id > $1';
    CREATE PROCEDURE empty_it() LANGUAGE plpgsql SECURITY DEFINER ${pinned} AS $$ BEGIN DELETE FROM public.t; END $$;
    CREATE FUNCTION of_part() RETURNS bigint LANGUAGE sql SECURITY DEFINER ${pinned} AS 'SELECT count(*) FROM public.e_1'; ALTER FUNCTION of_part() OWNER TO bound`,
  fires: [
    { kind: 'function', name: 'all "rows', signature: 'integer' },
    { kind: 'procedure', name: 'empty_it' },
    // The policies bind its owner, and the partition it reads has none.
    { kind: 'function', name: 'of_part' },
  ],
  neighbours: [
    { name: 'as_caller' },
    { name: 'logs' },
    { name: 'for_owner' },
    { name: 'as_bound' },
    { name: 'fired' },
  ],
});
