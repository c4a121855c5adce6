import { controlStory } from '../../../testing/control-story.ts';
import { createroleAttribute } from './createrole-attribute.ts';

controlStory(createroleAttribute, {
  policy: { version: 1, roles: [{ role: 'iam', kind: 'admin' }] },
  setup: 'CREATE ROLE iam LOGIN CREATEROLE; CREATE ROLE boss SUPERUSER CREATEROLE',
  break: 'CREATE ROLE team_lead LOGIN; ALTER ROLE team_lead CREATEROLE',
  fires: [{ kind: 'role', role: 'team_lead' }],
  neighbours: [{ role: 'iam' }, { role: 'boss' }, { role: 'postgres' }],
});
