import { controlStory } from '../../../testing/control-story.ts';
import { bypassrlsAttribute } from './bypassrls-attribute.ts';

controlStory(bypassrlsAttribute, {
  policy: { version: 1, roles: [{ role: 'dumper', kind: 'backup' }] },
  setup: 'CREATE ROLE dumper LOGIN BYPASSRLS; CREATE ROLE member LOGIN; GRANT dumper TO member',
  break: 'CREATE ROLE etl LOGIN BYPASSRLS',
  fires: [{ kind: 'role', role: 'etl' }],
  neighbours: [{ role: 'dumper' }, { role: 'member' }],
});
