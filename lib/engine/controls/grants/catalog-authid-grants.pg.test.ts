import { controlStory } from '../../../testing/control-story.ts';
import { catalogAuthidGrants } from './catalog-authid-grants.ts';

controlStory(catalogAuthidGrants, {
  setup:
    'CREATE ROLE auditor; GRANT SELECT ON pg_hba_file_rules TO auditor; CREATE ROLE boss SUPERUSER; GRANT SELECT ON pg_authid TO boss',
  break: `CREATE ROLE pgbouncer LOGIN; GRANT SELECT ON pg_shadow TO pgbouncer; GRANT SELECT (rolname, rolpassword) ON pg_authid TO pgbouncer;
    GRANT SELECT ON pg_statistic TO PUBLIC; GRANT SELECT (subname, subconninfo) ON pg_subscription TO pgbouncer; GRANT SELECT ON pg_subscription TO pg_monitor`,
  fires: [
    { kind: 'table', name: 'pg_shadow', role: 'pgbouncer', database: 'shop' },
    { kind: 'column', name: 'pg_authid', column: 'rolpassword', role: 'pgbouncer' },
    { kind: 'table', name: 'pg_statistic', public: true },
    { kind: 'column', name: 'pg_subscription', column: 'subconninfo', role: 'pgbouncer' },
    { kind: 'table', name: 'pg_subscription', role: 'pg_monitor' },
  ],
  neighbours: [{ column: 'subname' }, { role: 'auditor' }, { role: 'boss' }, { database: 'postgres' }],
});
