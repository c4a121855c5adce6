import { controlStory } from '../../../testing/control-story.ts';
import { defaultPrivilegesMissing } from './default-privileges-missing.ts';

controlStory(defaultPrivilegesMissing, {
  setup: `CREATE ROLE shop_owner; CREATE ROLE app LOGIN; CREATE ROLE reader LOGIN; CREATE SCHEMA app AUTHORIZATION shop_owner; SET ROLE shop_owner;
    CREATE TABLE app.a (id int); CREATE TABLE app.b (id int); CREATE TABLE app.c (id int);
    GRANT SELECT ON ALL TABLES IN SCHEMA app TO app; ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO app;
    GRANT SELECT ON app.a TO reader; RESET ROLE`,
  break: 'SET ROLE shop_owner; GRANT SELECT ON ALL TABLES IN SCHEMA app TO reader; RESET ROLE',
  fires: [{ kind: 'default-privileges', schema: 'app', role: 'reader' }],
  neighbours: [{ role: 'app' }],
});
