import { controlStory } from '../../../testing/control-story.ts';
import { databaseOwner } from './database-owner.ts';

controlStory(databaseOwner, {
  policy: { version: 1, roles: [{ role: 'shop_owner', kind: 'owner' }] },
  setup: 'CREATE ROLE shop_owner; CREATE ROLE app_service LOGIN',
  break: 'ALTER DATABASE shop OWNER TO app_service',
  fires: [{ kind: 'database', name: 'shop' }],
  neighbours: [{ name: 'postgres' }, { name: 'template1' }],
});
