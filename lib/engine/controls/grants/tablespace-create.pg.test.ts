import { controlStory } from '../../../testing/control-story.ts';
import { tablespaceCreate } from './tablespace-create.ts';

controlStory(tablespaceCreate, {
  setup: 'CREATE ROLE app LOGIN; CREATE ROLE dba SUPERUSER',
  break: 'GRANT CREATE ON TABLESPACE pg_default TO app',
  fires: [{ kind: 'tablespace', name: 'pg_default', role: 'app' }],
  neighbours: [{ role: 'dba' }, { name: 'pg_global' }],
});
