import { controlStory } from '../../../testing/control-story.ts';
import { superuserCount } from './superuser-count.ts';

controlStory(superuserCount, {
  policy: { version: 1, roles: [{ role: 'dba', kind: 'admin' }] },
  setup: 'CREATE ROLE dba LOGIN SUPERUSER; CREATE ROLE pgbouncer LOGIN',
  break: 'CREATE ROLE "ci; DROP TABLE ""x"" --" LOGIN SUPERUSER; CREATE ROLE nologin_super SUPERUSER',
  fires: [
    { kind: 'role', role: 'ci; DROP TABLE "x" --' },
    { kind: 'role', role: 'nologin_super' },
  ],
  neighbours: [{ role: 'dba' }, { role: 'postgres' }, { role: 'pgbouncer' }],
});
