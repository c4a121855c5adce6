import { controlStory } from '../../../testing/control-story.ts';
import { defaultPrivilegesToPublic } from './default-privileges-to-public.ts';

controlStory(defaultPrivilegesToPublic, {
  setup: `CREATE ROLE shop_owner; CREATE ROLE app; CREATE SCHEMA app; ALTER DEFAULT PRIVILEGES FOR ROLE shop_owner IN SCHEMA app GRANT SELECT ON TABLES TO app;
    ALTER DEFAULT PRIVILEGES FOR ROLE shop_owner GRANT EXECUTE ON FUNCTIONS TO app`,
  break: `ALTER DEFAULT PRIVILEGES FOR ROLE shop_owner IN SCHEMA app GRANT SELECT, INSERT ON TABLES TO PUBLIC;
    ALTER DEFAULT PRIVILEGES FOR ROLE app GRANT USAGE ON SEQUENCES TO PUBLIC;
    ALTER DEFAULT PRIVILEGES FOR ROLE app IN SCHEMA app GRANT EXECUTE ON FUNCTIONS TO PUBLIC`,
  fires: [
    { kind: 'default-privileges', schema: 'app', name: 'TABLES', role: 'shop_owner' },
    { kind: 'default-privileges', name: 'SEQUENCES', role: 'app' },
    { kind: 'default-privileges', schema: 'app', name: 'FUNCTIONS', role: 'app' },
  ],
  neighbours: [{ name: 'FUNCTIONS', role: 'shop_owner' }],
});

// As a Supabase project is set up: whatever is created next is open to the API before anybody protected it.
controlStory(defaultPrivilegesToPublic, {
  majors: [18],
  setup: `CREATE ROLE anon; CREATE ROLE authenticated; CREATE ROLE clerk; CREATE SCHEMA api;
    ALTER DEFAULT PRIVILEGES IN SCHEMA api GRANT SELECT ON TABLES TO clerk`,
  break: 'ALTER DEFAULT PRIVILEGES IN SCHEMA api GRANT ALL ON TABLES TO anon, authenticated',
  fires: [{ kind: 'default-privileges', schema: 'api', name: 'TABLES', role: 'postgres' }],
});
