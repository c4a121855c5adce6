import { controlStory } from '../../../testing/control-story.ts';
import { publicColumnGrants } from './public-column-grants.ts';

controlStory(publicColumnGrants, {
  setup: `CREATE ROLE app; CREATE TABLE customers (a int, iban text, email text); GRANT SELECT (email) ON customers TO app;
    CREATE TABLE table_wide (a int); GRANT SELECT ON table_wide TO PUBLIC`,
  break: `GRANT SELECT (iban), UPDATE (iban) ON customers TO PUBLIC; GRANT SELECT (a) ON customers TO app WITH GRANT OPTION; SET ROLE app; GRANT SELECT (a) ON customers TO PUBLIC`,
  fires: [
    { kind: 'column', schema: 'public', name: 'customers', column: 'iban', public: true },
    { kind: 'column', schema: 'public', name: 'customers', column: 'a', public: true },
  ],
  neighbours: [{ column: 'email' }, { name: 'table_wide' }, { schema: 'pg_catalog' }],
});
