import { controlStory } from '../../../testing/control-story.ts';
import { databaseCreate } from './database-create.ts';

controlStory(databaseCreate, {
  policy: { version: 1, roles: [{ role: 'migrator', kind: 'migration' }] },
  setup:
    'CREATE ROLE shop_owner; CREATE ROLE migrator; CREATE ROLE app LOGIN; ALTER DATABASE shop OWNER TO shop_owner; GRANT CREATE ON DATABASE shop TO migrator',
  break:
    'GRANT CREATE ON DATABASE shop TO app; GRANT CREATE ON DATABASE shop TO pg_signal_backend; GRANT CREATE ON DATABASE template1 TO app',
  fires: [
    { kind: 'database', name: 'shop', role: 'app' },
    // Whatever a predefined role is given, its members have; what is made in a template, its copies have.
    { kind: 'database', name: 'shop', role: 'pg_signal_backend' },
    { kind: 'database', name: 'template1', role: 'app' },
  ],
  neighbours: [{ public: true }, { role: 'migrator' }, { role: 'shop_owner' }],
});
