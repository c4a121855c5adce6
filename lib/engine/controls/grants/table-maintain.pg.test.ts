import { controlStory } from '../../../testing/control-story.ts';
import { tableMaintain } from './table-maintain.ts';

controlStory(tableMaintain, {
  majors: [17, 18],
  setup:
    'CREATE ROLE app LOGIN; CREATE ROLE dba SUPERUSER; CREATE TABLE public.t (id int); CREATE TABLE public.u (id int); GRANT SELECT ON public.u TO app; GRANT MAINTAIN ON public.u TO dba',
  break: 'GRANT MAINTAIN ON public.t TO app',
  fires: [{ kind: 'table', name: 't', role: 'app' }],
  neighbours: [{ name: 'u' }],
});
