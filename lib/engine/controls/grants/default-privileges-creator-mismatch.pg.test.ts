import { controlStory } from '../../../testing/control-story.ts';
import { defaultPrivilegesCreatorMismatch } from './default-privileges-creator-mismatch.ts';

controlStory(defaultPrivilegesCreatorMismatch, {
  setup: `CREATE ROLE shop_owner; CREATE ROLE app LOGIN; CREATE ROLE wrong; CREATE SCHEMA app AUTHORIZATION shop_owner; SET ROLE shop_owner;
    CREATE TABLE app.orders (id int); RESET ROLE; ALTER DEFAULT PRIVILEGES FOR ROLE shop_owner GRANT SELECT ON TABLES TO app;
    CREATE ROLE soon LOGIN; CREATE SCHEMA empty; ALTER DEFAULT PRIVILEGES FOR ROLE soon IN SCHEMA empty GRANT SELECT ON TABLES TO app;
    ALTER DEFAULT PRIVILEGES FOR ROLE soon REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC`,
  // The second is what a superuser gets who leaves FOR ROLE out, while somebody else creates the tables.
  break:
    'ALTER DEFAULT PRIVILEGES FOR ROLE wrong GRANT SELECT ON TABLES TO app; ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO app',
  fires: [
    { kind: 'default-privileges', role: 'wrong' },
    { kind: 'default-privileges', role: 'postgres' },
  ],
  neighbours: [{ role: 'shop_owner' }, { role: 'soon' }],
  mendByHand:
    'ALTER DEFAULT PRIVILEGES FOR ROLE wrong REVOKE SELECT ON TABLES FROM app; ALTER DEFAULT PRIVILEGES IN SCHEMA app REVOKE SELECT ON TABLES FROM app',
  unmendByHand:
    'ALTER DEFAULT PRIVILEGES FOR ROLE wrong GRANT SELECT ON TABLES TO app; ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO app',
});
