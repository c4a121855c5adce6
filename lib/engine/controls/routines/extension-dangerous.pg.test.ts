import { controlStory } from '../../../testing/control-story.ts';
import { extensionDangerous } from './extension-dangerous.ts';

controlStory(extensionDangerous, {
  setup: `CREATE ROLE app; CREATE ROLE fdw_owner; CREATE SCHEMA closed; CREATE EXTENSION postgres_fdw; CREATE EXTENSION pgcrypto;
    CREATE EXTENSION file_fdw`,
  break: 'CREATE EXTENSION dblink; GRANT USAGE ON FOREIGN DATA WRAPPER postgres_fdw TO app',
  fires: [
    { kind: 'extension', name: 'dblink', public: true },
    { kind: 'foreign-data-wrapper', name: 'postgres_fdw', role: 'app' },
  ],
  neighbours: [{ name: 'pgcrypto' }, { name: 'file_fdw' }],
});
