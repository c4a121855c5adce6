import { alterSystem } from '../../../testing/alter-system.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { auditOverrides } from './audit-overrides.ts';

controlStory(auditOverrides, {
  setup: async (cluster) => {
    await alterSystem('log_statement', 'ddl')(cluster);
    await cluster.sql(`CREATE ROLE app LOGIN; CREATE ROLE "wörker ""1""" LOGIN; CREATE ROLE strict LOGIN; CREATE ROLE grouping NOLOGIN;
      ALTER ROLE strict SET log_statement = 'all'; ALTER ROLE grouping SET log_statement = 'none'`);
  },
  break: `ALTER ROLE app IN DATABASE shop SET log_statement = NONE; ALTER ROLE "wörker ""1""" SET log_min_messages = panic;
    ALTER DATABASE shop SET log_error_verbosity = terse`,
  fires: [
    { kind: 'setting', name: 'log_statement', role: 'app', database: 'shop' },
    { kind: 'setting', name: 'log_min_messages', role: 'wörker "1"' },
    { kind: 'setting', name: 'log_error_verbosity', database: 'shop' },
  ],
  neighbours: [{ role: 'strict' }, { role: 'grouping' }],
});
