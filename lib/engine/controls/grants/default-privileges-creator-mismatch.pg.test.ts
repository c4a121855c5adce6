import { controlStory } from '../../../testing/control-story.ts';
import { defaultPrivilegesCreatorMismatch } from './default-privileges-creator-mismatch.ts';

controlStory(defaultPrivilegesCreatorMismatch, {
  setup: `CREATE ROLE shop_owner; CREATE ROLE app LOGIN; CREATE ROLE wrong; CREATE SCHEMA app AUTHORIZATION shop_owner; SET ROLE shop_owner;
    CREATE TABLE app.orders (id int); RESET ROLE; ALTER DEFAULT PRIVILEGES FOR ROLE shop_owner GRANT SELECT ON TABLES TO app`,
  break: 'ALTER DEFAULT PRIVILEGES FOR ROLE wrong GRANT SELECT ON TABLES TO app',
  fires: [{ kind: 'default-privileges', role: 'wrong' }],
  neighbours: [{ role: 'shop_owner' }],
  mendByHand: 'ALTER DEFAULT PRIVILEGES FOR ROLE wrong REVOKE SELECT ON TABLES FROM app',
  unmendByHand: 'ALTER DEFAULT PRIVILEGES FOR ROLE wrong GRANT SELECT ON TABLES TO app',
});
