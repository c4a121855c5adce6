import { controlStory } from '../../../testing/control-story.ts';
import { defaultExecuteNotRevoked } from './default-execute-not-revoked.ts';

controlStory(defaultExecuteNotRevoked, {
  setup: `CREATE ROLE shop_owner; CREATE SCHEMA app AUTHORIZATION shop_owner;
    ALTER DEFAULT PRIVILEGES FOR ROLE shop_owner REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC; CREATE ROLE owns_nothing`,
  // The IN SCHEMA form is what most guides print, and it changes nothing.
  break: `CREATE ROLE legacy_owner LOGIN; CREATE SCHEMA legacy AUTHORIZATION legacy_owner;
    ALTER DEFAULT PRIVILEGES FOR ROLE legacy_owner IN SCHEMA legacy REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC`,
  fires: [{ kind: 'default-privileges', database: 'shop', role: 'legacy_owner' }],
  neighbours: [{ role: 'shop_owner' }, { role: 'owns_nothing' }, { role: 'pg_database_owner' }],
});
