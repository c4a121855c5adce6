import { controlStory } from '../../../testing/control-story.ts';
import { fdwServerUsage } from './fdw-server-usage.ts';

controlStory(fdwServerUsage, {
  policy: { version: 1, roles: [{ role: 'migrator', kind: 'migration' }] },
  setup: `CREATE ROLE migrator; CREATE ROLE app LOGIN; CREATE FOREIGN DATA WRAPPER dummy; CREATE SERVER archive FOREIGN DATA WRAPPER dummy;
    CREATE SERVER other FOREIGN DATA WRAPPER dummy; GRANT USAGE ON FOREIGN SERVER archive TO migrator`,
  break: 'GRANT USAGE ON FOREIGN SERVER archive TO app; GRANT USAGE ON FOREIGN DATA WRAPPER dummy TO PUBLIC',
  fires: [
    { kind: 'foreign-server', name: 'archive', role: 'app' },
    { kind: 'foreign-data-wrapper', name: 'dummy', public: true },
  ],
  neighbours: [{ role: 'migrator' }, { name: 'other' }],
});
