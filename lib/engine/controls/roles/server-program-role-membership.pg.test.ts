import { controlStory } from '../../../testing/control-story.ts';
import { serverProgramRoleMembership } from './server-program-role-membership.ts';

controlStory(serverProgramRoleMembership, {
  majors: [14, 15, 16, 17, 18],
  policy: { version: 1, roles: [{ role: 'dba', kind: 'admin' }] },
  setup:
    'CREATE ROLE dba; GRANT pg_execute_server_program TO dba; CREATE ROLE boss SUPERUSER; GRANT pg_write_server_files TO boss',
  // A NOINHERIT member reaches the operating system too: on 14 at once, later by SET ROLE.
  break:
    'CREATE ROLE metrics LOGIN; GRANT pg_execute_server_program TO metrics; CREATE ROLE loader NOINHERIT; GRANT pg_read_server_files TO loader; CREATE ROLE drifter LOGIN; GRANT dba TO drifter',
  fires: [
    { kind: 'membership', name: 'pg_execute_server_program', role: 'metrics' },
    { kind: 'membership', name: 'pg_read_server_files', role: 'loader' },
    // To approve a role approves nobody who may become it.
    { kind: 'membership', name: 'pg_execute_server_program', role: 'drifter' },
  ],
  neighbours: [{ role: 'dba' }, { role: 'boss' }],
});
