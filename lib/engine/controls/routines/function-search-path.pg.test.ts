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
