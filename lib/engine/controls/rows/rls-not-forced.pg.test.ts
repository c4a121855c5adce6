import { controlStory } from '../../../testing/control-story.ts';
import { rlsNotForced } from './rls-not-forced.ts';

controlStory(rlsNotForced, {
  majors: [14, 16, 18],
  policy: { version: 1, roles: [{ role: 'migrator', kind: 'migration' }] },
  setup: `CREATE ROLE shop_owner; CREATE ROLE migrator LOGIN; GRANT shop_owner TO migrator;
    CREATE TABLE sound (a int); ALTER TABLE sound OWNER TO shop_owner; ALTER TABLE sound ENABLE ROW LEVEL SECURITY;
    CREATE TABLE off (a int); CREATE TABLE of_super (a int); ALTER TABLE of_super ENABLE ROW LEVEL SECURITY`,
  break: `CREATE ROLE app LOGIN; CREATE TABLE orders (a int); ALTER TABLE orders OWNER TO app; ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
    CREATE ROLE grp; CREATE ROLE worker LOGIN NOINHERIT; GRANT grp TO worker;
    CREATE TABLE jobs (a int) PARTITION BY LIST (a); ALTER TABLE jobs OWNER TO grp; ALTER TABLE jobs ENABLE ROW LEVEL SECURITY`,
  fires: [
    { kind: 'table', name: 'orders' },
    { kind: 'partitioned-table', name: 'jobs' },
  ],
  neighbours: [{ name: 'sound' }, { name: 'off' }, { name: 'of_super' }],
});
