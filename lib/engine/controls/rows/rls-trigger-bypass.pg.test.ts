import { controlStory } from '../../../testing/control-story.ts';
import { ownTenant } from '../../../testing/policy-story.ts';
import { rlsTriggerBypass } from './rls-trigger-bypass.ts';

controlStory(rlsTriggerBypass, {
  // A trigger without SECURITY DEFINER runs as the caller, whoever owns it; one that only writes a log reaches no policy.
  setup: `CREATE ROLE app LOGIN; CREATE TABLE log (what text); CREATE TABLE t (id int, tenant_id uuid); ALTER TABLE t ENABLE ROW LEVEL SECURITY;
    CREATE POLICY p ON t USING (${ownTenant}); GRANT SELECT, INSERT ON t TO app;
    CREATE FUNCTION as_caller() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE public.t SET id = 1; RETURN NEW; END $$;
    CREATE FUNCTION logs() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$ BEGIN INSERT INTO public.log VALUES ('x'); RETURN NEW; END $$;
    CREATE FUNCTION no_trigger_runs_it() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$ BEGIN UPDATE public.t SET id = 1; RETURN NEW; END $$;
    CREATE TRIGGER a AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION as_caller(); CREATE TRIGGER b AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION logs()`,
  break: `CREATE FUNCTION renumber() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$ BEGIN UPDATE public.t SET id = id + 1; RETURN NEW; END $$;
    CREATE TRIGGER c AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION renumber()`,
  fires: [{ kind: 'function', name: 'renumber' }],
  neighbours: [{ name: 'as_caller' }, { name: 'logs' }, { name: 'no_trigger_runs_it' }],
});
