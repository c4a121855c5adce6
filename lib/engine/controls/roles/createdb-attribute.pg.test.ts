import { controlStory } from '../../../testing/control-story.ts';
import { createdbAttribute } from './createdb-attribute.ts';

controlStory(createdbAttribute, {
  policy: { version: 1, roles: [{ role: 'dba', kind: 'break-glass' }] },
  setup: 'CREATE ROLE dba LOGIN CREATEDB; CREATE ROLE member LOGIN; GRANT dba TO member',
  break: 'CREATE ROLE "sand\nbox" LOGIN CREATEDB',
  fires: [{ kind: 'role', role: 'sand\nbox' }],
  neighbours: [{ role: 'dba' }, { role: 'member' }],
});
