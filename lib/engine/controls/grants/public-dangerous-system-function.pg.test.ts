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

// As the manuals of backup tools have it, for a role that the policy keeps for that.
controlStory(publicDangerousSystemFunction, {
  policy: {
    version: 1,
    roles: [
      { role: 'barman', kind: 'backup' },
      { role: 'app', kind: 'application' },
    ],
  },
  setup: `CREATE ROLE barman LOGIN; CREATE ROLE app LOGIN; GRANT EXECUTE ON FUNCTION pg_catalog.pg_switch_wal() TO barman;
    GRANT EXECUTE ON FUNCTION pg_catalog.pg_create_restore_point(text) TO barman`,
  break: `GRANT EXECUTE ON FUNCTION pg_catalog.pg_switch_wal() TO app; GRANT EXECUTE ON FUNCTION pg_catalog.pg_reload_conf() TO barman`,
  fires: [
    { kind: 'function', name: 'pg_switch_wal', role: 'app' },
    { kind: 'function', name: 'pg_reload_conf', role: 'barman' },
  ],
  neighbours: [{ name: 'pg_switch_wal', role: 'barman' }, { name: 'pg_create_restore_point' }],
});
