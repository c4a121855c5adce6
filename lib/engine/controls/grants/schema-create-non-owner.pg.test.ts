import { controlStory } from '../../../testing/control-story.ts';
import { schemaCreateNonOwner } from './schema-create-non-owner.ts';

controlStory(schemaCreateNonOwner, {
  policy: {
    version: 1,
    roles: [
      { role: 'migrator', kind: 'migration' },
      {
        role: 'loader',
        kind: 'application',
        may: [{ schema: 'staging', objects: 'schemas', privileges: ['CREATE', 'USAGE'] }],
      },
    ],
  },
  setup: `CREATE ROLE shop_owner; CREATE ROLE migrator; CREATE ROLE loader; CREATE ROLE readonly_user LOGIN;
    CREATE SCHEMA app AUTHORIZATION shop_owner; GRANT CREATE, USAGE ON SCHEMA app TO migrator; GRANT USAGE ON SCHEMA app TO readonly_user;
    CREATE SCHEMA staging; GRANT CREATE ON SCHEMA staging TO loader`,
  break: `SET ROLE shop_owner; GRANT CREATE ON SCHEMA app TO readonly_user; RESET ROLE; GRANT CREATE ON SCHEMA app TO loader;
    GRANT CREATE ON SCHEMA app TO pg_monitor; GRANT CREATE ON SCHEMA app TO pg_database_owner`,
  fires: [
    { kind: 'schema', database: 'shop', name: 'app', role: 'readonly_user' },
    { kind: 'schema', database: 'shop', name: 'app', role: 'loader' },
    { kind: 'schema', database: 'shop', name: 'app', role: 'pg_monitor' },
  ],
  neighbours: [
    { role: 'migrator' },
    { name: 'staging' },
    { role: 'shop_owner' },
    { role: 'pg_database_owner' },
  ],
});
