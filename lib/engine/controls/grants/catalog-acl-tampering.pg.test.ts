import { controlStory } from '../../../testing/control-story.ts';
import { catalogAclTampering } from './catalog-acl-tampering.ts';

controlStory(catalogAclTampering, {
  policy: { version: 1, roles: [{ role: 'other_scan', kind: 'scanner' }] },
  setup:
    'CREATE ROLE other_scan; GRANT SELECT ON pg_catalog.pg_hba_file_rules TO other_scan; CREATE ROLE app LOGIN; CREATE ROLE watcher LOGIN; GRANT pg_monitor TO watcher',
  break: `GRANT SELECT ON pg_catalog.pg_file_settings TO app; GRANT UPDATE ON pg_catalog.pg_proc TO app;
    GRANT SELECT ON pg_catalog.pg_statistic TO app; GRANT SELECT ON pg_catalog.pg_file_settings TO pg_read_all_stats;
    GRANT UPDATE ON information_schema.sql_features TO app; GRANT SELECT (umoptions) ON pg_catalog.pg_user_mapping TO app;
    GRANT UPDATE (prosrc) ON pg_catalog.pg_proc TO watcher`,
  fires: [
    { kind: 'table', schema: 'pg_catalog', name: 'pg_file_settings', role: 'app' },
    { kind: 'table', schema: 'pg_catalog', name: 'pg_proc', role: 'app' },
    // Whatever a predefined role is given, its members have.
    { kind: 'table', schema: 'pg_catalog', name: 'pg_file_settings', role: 'pg_read_all_stats' },
    { kind: 'table', schema: 'information_schema', name: 'sql_features', role: 'app' },
    { kind: 'column', schema: 'pg_catalog', name: 'pg_proc', column: 'prosrc', role: 'watcher' },
  ],
  neighbours: [
    { kind: 'table', role: 'watcher' },
    { role: 'other_scan' },
    { name: 'pg_statistic' },
    { name: 'pg_user_mapping' },
    { name: 'pg_subscription' },
    { name: 'pg_class' },
  ],
});
