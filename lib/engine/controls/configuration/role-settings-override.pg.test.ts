import { controlStory } from '../../../testing/control-story.ts';
import { roleSettingsOverride } from './role-settings-override.ts';

controlStory(roleSettingsOverride, {
  setup: `CREATE ROLE app LOGIN; CREATE ROLE boss NOLOGIN; GRANT boss TO app; CREATE ROLE calm LOGIN;
    ALTER ROLE calm SET search_path = app, pg_temp; ALTER ROLE calm SET row_security = on;
    ALTER ROLE calm SET session_replication_role = origin`,
  break: `ALTER ROLE app SET role = 'boss'; ALTER ROLE app SET row_security = off; ALTER ROLE app SET search_path = app, pg_catalog;
    ALTER DATABASE shop SET session_replication_role = replica`,
  fires: [
    { kind: 'setting', name: 'role', role: 'app' },
    { kind: 'setting', name: 'row_security', role: 'app' },
    { kind: 'setting', name: 'search_path', role: 'app' },
    { kind: 'setting', name: 'session_replication_role', database: 'shop' },
  ],
  neighbours: [{ role: 'calm' }],
});
