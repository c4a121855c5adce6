import { controlStory } from '../../../testing/control-story.ts';
import { roleConnectionLimit } from './role-connection-limit.ts';

controlStory(roleConnectionLimit, {
  policy: { version: 1, roles: [{ role: 'dba', kind: 'admin' }] },
  setup:
    'CREATE ROLE bounded LOGIN CONNECTION LIMIT 5; CREATE ROLE grp; CREATE ROLE dba LOGIN; CREATE ROLE boss SUPERUSER LOGIN',
  break: 'CREATE ROLE readonly_user LOGIN',
  fires: [{ kind: 'role', role: 'readonly_user' }],
  neighbours: [{ role: 'bounded' }, { role: 'grp' }, { role: 'dba' }, { role: 'boss' }],
});
