import { controlStory } from '../../../testing/control-story.ts';
import { publicDangerousSystemFunction } from './public-dangerous-system-function.ts';

controlStory(publicDangerousSystemFunction, {
  majors: [14, 15, 16, 17, 18],
  setup: 'CREATE ROLE app LOGIN; CREATE ROLE watcher LOGIN; GRANT pg_monitor TO watcher',
  break:
    'GRANT EXECUTE ON FUNCTION pg_catalog.pg_read_file(text) TO app; GRANT EXECUTE ON FUNCTION pg_catalog.pg_reload_conf() TO PUBLIC',
  fires: [
    { kind: 'function', name: 'pg_read_file', role: 'app' },
    { kind: 'function', name: 'pg_reload_conf', public: true },
  ],
  neighbours: [{ role: 'watcher' }, { name: 'pg_sleep' }],
});
