import { controlStory } from '../../../testing/control-story.ts';
import { mixedOwnersInSchema } from './mixed-owners-in-schema.ts';

controlStory(mixedOwnersInSchema, {
  policy: { version: 1, roles: [{ role: 'shop_owner', kind: 'owner' }] },
  setup: `CREATE ROLE shop_owner; CREATE ROLE other LOGIN; CREATE SCHEMA billing; CREATE TABLE billing.a (a int); CREATE TABLE billing.b (a int);
    CREATE EXTENSION pg_stat_statements SCHEMA billing`,
  break: `CREATE SCHEMA app; CREATE TABLE app.a (a int); ALTER TABLE app.a OWNER TO shop_owner; CREATE TABLE app.b (id serial); ALTER TABLE app.b OWNER TO other;
    CREATE VIEW app.v AS SELECT 1`,
  fires: [{ kind: 'schema', database: 'shop', name: 'app' }],
  neighbours: [{ name: 'billing' }, { name: 'pg_catalog' }],
});
