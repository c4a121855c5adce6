import { controlStory } from '../../../testing/control-story.ts';
import { ownTenant } from '../../../testing/policy-story.ts';
import { rlsForeignLoopback } from './rls-foreign-loopback.ts';

// A wrapper of the name is enough: nothing is ever fetched through it here.
const setup = `CREATE ROLE app LOGIN; CREATE TABLE t (id int, tenant_id uuid); ALTER TABLE t ENABLE ROW LEVEL SECURITY;
  CREATE POLICY p ON t USING (${ownTenant}); GRANT SELECT ON t TO app; CREATE FOREIGN DATA WRAPPER postgres_fdw;
  CREATE SERVER elsewhere FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'localhost', dbname 'another');
  CREATE USER MAPPING FOR app SERVER elsewhere; GRANT USAGE ON FOREIGN SERVER elsewhere TO app;
  CREATE SERVER unmapped FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'localhost', dbname 'shop'); GRANT USAGE ON FOREIGN SERVER unmapped TO app`;

const neighbours = [{ name: 'elsewhere' }, { name: 'unmapped' }];

controlStory(rlsForeignLoopback, {
  setup: `${setup}; CREATE SERVER loop FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'localhost', dbname 'shop');
    CREATE FOREIGN TABLE "odd ""t" (id int) SERVER loop OPTIONS (schema_name 'public', table_name 't'); GRANT SELECT ON "odd ""t" TO app;
    GRANT USAGE ON FOREIGN SERVER loop TO app`,
  break: 'CREATE USER MAPPING FOR app SERVER loop',
  fires: [
    { kind: 'foreign-server', name: 'loop' },
    { kind: 'foreign-table', name: 'odd "t' },
  ],
  neighbours,
  mendByHand: 'DROP USER MAPPING FOR app SERVER loop',
  unmendByHand: 'CREATE USER MAPPING FOR app SERVER loop',
});

controlStory(rlsForeignLoopback, {
  setup: `${setup}; CREATE EXTENSION dblink`,
  break: 'GRANT EXECUTE ON FUNCTION dblink_connect_u(text) TO app',
  fires: [{ kind: 'function', name: 'dblink_connect_u', signature: 'text' }],
  neighbours,
  mendByHand: 'REVOKE EXECUTE ON FUNCTION dblink_connect_u(text) FROM app',
  unmendByHand: 'GRANT EXECUTE ON FUNCTION dblink_connect_u(text) TO app',
});
