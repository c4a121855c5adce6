import { controlStory } from '../../../testing/control-story.ts';
import { publicDatabaseConnect } from './public-database-connect.ts';

controlStory(publicDatabaseConnect, {
  policy: {
    version: 1,
    roles: [
      { role: 'app_service', kind: 'application', databases: ['shop'] },
      { role: 'reporting', kind: 'readonly', databases: ['other'] },
      { role: 'not there', kind: 'person' },
    ],
  },
  setup: `REVOKE CONNECT ON DATABASE shop, postgres FROM PUBLIC; CREATE ROLE app_service LOGIN; CREATE ROLE reporting LOGIN`,
  break: 'GRANT CONNECT ON DATABASE shop TO PUBLIC',
  fires: [{ kind: 'database', name: 'shop', public: true }],
  neighbours: [{ name: 'postgres' }, { name: 'template1' }],
});
