import { expect, test } from 'vitest';
import { startCluster } from '../../../testing/cluster.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { publicDangerousSystemFunction } from './public-dangerous-system-function.ts';
import { dangerous } from './server-function.ts';

/** They tell how replication or statistics stand, or write a line into the log, which on 14 everybody may ask for and only superusers get. */
const harmless: ReadonlySet<string> = new Set([
  'pg_log_backend_memory_contexts',
  'pg_replication_origin_oid',
  'pg_replication_origin_progress',
  'pg_replication_origin_session_is_setup',
  'pg_replication_origin_session_progress',
  'pg_show_replication_origin_status',
  'pg_stat_have_stats',
]);

controlStory(publicDangerousSystemFunction, {
  majors: [14, 15, 16, 17, 18],
  setup: 'CREATE ROLE app LOGIN; CREATE ROLE watcher LOGIN; GRANT pg_monitor TO watcher',
  break: `GRANT EXECUTE ON FUNCTION pg_catalog.pg_read_file(text) TO app; GRANT EXECUTE ON FUNCTION pg_catalog.pg_reload_conf() TO PUBLIC;
    GRANT EXECUTE ON FUNCTION pg_catalog.pg_read_binary_file(text) TO pg_monitor; GRANT EXECUTE ON FUNCTION pg_catalog.pg_ls_waldir() TO app`,
  fires: [
    { kind: 'function', name: 'pg_read_file', role: 'app' },
    { kind: 'function', name: 'pg_reload_conf', public: true },
    { kind: 'function', name: 'pg_read_binary_file', role: 'pg_monitor' },
    { kind: 'function', name: 'pg_ls_waldir', role: 'app' },
  ],
  neighbours: [{ role: 'watcher' }, { name: 'pg_sleep' }, { name: 'pg_ls_waldir', role: 'pg_monitor' }],
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

// An extension's own: installation closes them to everybody, and a grant opens them without a predefined role.
controlStory(publicDangerousSystemFunction, {
  majors: [16, 18],
  setup: 'CREATE ROLE app LOGIN; CREATE SCHEMA ext; CREATE EXTENSION dblink SCHEMA ext',
  break: 'GRANT EXECUTE ON FUNCTION ext.dblink_connect_u(text) TO app',
  fires: [{ kind: 'function', schema: 'ext', name: 'dblink_connect_u', role: 'app' }],
  neighbours: [{ name: 'dblink_connect' }],
});

test.each([14, 18] as const)('what installation keeps to itself is known by name on %i', async (major) => {
  const cluster = await startCluster({ major });
  try {
    const closed =
      await cluster.sql(`SELECT DISTINCT p.proname AS name FROM pg_proc p WHERE p.proacl IS NOT NULL
      AND p.pronamespace = 'pg_catalog'::regnamespace AND NOT EXISTS (SELECT FROM aclexplode(p.proacl) item WHERE item.grantee = 0)`);
    const unknown = closed
      .map(({ name }) => String(name))
      .filter((name) => !dangerous.has(name) && !harmless.has(name));
    expect(unknown).toEqual([]);
  } finally {
    await cluster.stop();
  }
});
