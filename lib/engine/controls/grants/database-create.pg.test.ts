import { controlStory } from '../../../testing/control-story.ts';
import { databaseCreate } from './database-create.ts';

controlStory(databaseCreate, {
  policy: { version: 1, roles: [{ role: 'migrator', kind: 'migration' }] },
  setup:
    'CREATE ROLE shop_owner; CREATE ROLE migrator; CREATE ROLE app LOGIN; ALTER DATABASE shop OWNER TO shop_owner; GRANT CREATE ON DATABASE shop TO migrator',
  break: 'GRANT CREATE ON DATABASE shop TO app',
  fires: [{ kind: 'database', name: 'shop', role: 'app' }],
  neighbours: [{ role: 'migrator' }, { role: 'shop_owner' }],
});
