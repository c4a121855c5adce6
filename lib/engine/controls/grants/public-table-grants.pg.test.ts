import { expect } from 'vitest';
import { controlStory } from '../../../testing/control-story.ts';
import { publicTableGrants } from './public-table-grants.ts';

controlStory(publicTableGrants, {
  setup: `CREATE ROLE "PUBLIC"; CREATE ROLE g1 LOGIN; CREATE TABLE quiet (a int); GRANT SELECT ON quiet TO "PUBLIC";
    CREATE EXTENSION pg_stat_statements`,
  // The grant of another grantor is the one that a plain REVOKE leaves in place.
  break: `CREATE TABLE customers (a int); GRANT SELECT ON customers TO g1 WITH GRANT OPTION; GRANT SELECT, INSERT ON customers TO PUBLIC;
    SET ROLE g1; GRANT SELECT ON customers TO PUBLIC; RESET ROLE;
    CREATE SEQUENCE numbers; GRANT USAGE ON SEQUENCE numbers TO PUBLIC;
    CREATE TABLE "p\narent" (a int) PARTITION BY LIST (a); GRANT DELETE ON "p\narent" TO PUBLIC`,
  fires: [
    { kind: 'table', schema: 'public', name: 'customers', public: true },
    { kind: 'sequence', name: 'numbers' },
    { kind: 'partitioned-table', name: 'p\narent' },
  ],
  neighbours: [{ name: 'quiet' }, { name: 'pg_stat_statements' }],
});

// The policy says who may: these go on, by name, with what the classification leaves them.
controlStory(publicTableGrants, {
  policy: {
    version: 1,
    roles: [
      {
        role: 'app',
        kind: 'application',
        may: [{ schema: 's', objects: 'tables', privileges: ['SELECT', 'INSERT'] }],
      },
      {
        role: 'elsewhere',
        kind: 'application',
        databases: ['other'],
        may: [{ objects: 'tables', privileges: ['SELECT'] }],
      },
    ],
    classification: [
      { database: 'shop', schema: 's', table: 'people', column: 'ssn', class: 'pii', readers: [] },
    ],
  },
  setup: `CREATE ROLE app LOGIN; CREATE ROLE elsewhere LOGIN; CREATE SCHEMA s; GRANT USAGE ON SCHEMA s TO app, elsewhere; CREATE TABLE s.orders (id int);
    CREATE TABLE s.people (id int, ssn text); CREATE TABLE s.parts (id int) PARTITION BY LIST (id); CREATE TABLE s.parts_1 PARTITION OF s.parts DEFAULT`,
  break: 'GRANT SELECT, DELETE ON s.orders TO PUBLIC; GRANT SELECT ON s.people, s.parts_1 TO PUBLIC',
  fires: [
    { kind: 'table', name: 'orders', public: true },
    { kind: 'table', name: 'people', public: true },
    { kind: 'table', name: 'parts_1', public: true },
  ],
  async mended(cluster) {
    const [row] = await cluster.sql(
      `SELECT has_table_privilege('app', 's.orders', 'SELECT') AS reads, has_table_privilege('app', 's.orders', 'DELETE') AS deletes,
        has_table_privilege('elsewhere', 's.orders', 'SELECT') AS elsewhere, has_column_privilege('app', 's.people', 'id', 'SELECT') AS id,
        has_column_privilege('app', 's.people', 'ssn', 'SELECT') AS ssn, has_table_privilege('app', 's.parts_1', 'SELECT') AS part`,
      'shop',
    );
    expect(row).toEqual({ reads: true, deletes: false, elsewhere: false, id: true, ssn: false, part: false });
  },
});
