import { controlStory } from '../../../testing/control-story.ts';
import { publicDatabaseTemp } from './public-database-temp.ts';

controlStory(publicDatabaseTemp, {
  setup: 'REVOKE TEMPORARY ON DATABASE shop, postgres FROM PUBLIC',
  break: 'GRANT TEMPORARY ON DATABASE shop TO PUBLIC',
  fires: [{ kind: 'database', name: 'shop', public: true }],
  neighbours: [{ name: 'postgres' }, { name: 'template1' }],
});
