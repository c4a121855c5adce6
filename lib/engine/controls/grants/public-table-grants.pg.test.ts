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
