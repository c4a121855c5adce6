import { controlStory } from '../../../testing/control-story.ts';
import { ownTenant } from '../../../testing/policy-story.ts';
import { rlsUniqueCrossesTenants } from './rls-unique-crosses-tenants.ts';

const table = (name: string, more: string) =>
  `CREATE TABLE ${name} (id bigint PRIMARY KEY, tenant_id uuid NOT NULL, email text${more}); ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY;
   CREATE POLICY p ON ${name} USING (${ownTenant}); GRANT SELECT, INSERT, UPDATE ON ${name} TO app;`;

controlStory(rlsUniqueCrossesTenants, {
  policy: { version: 1, tenancy: { model: 'row', column: 'tenant_id', setting: 'app.tenant_id' } },
  // A made-up number that is taken says nothing; a key that holds the tenant meets nobody else's rows.
  setup: `CREATE ROLE app LOGIN; ${table('numbers', '')} ${table('within', ', UNIQUE (tenant_id, email)')}
    ${table('unwritten', ', UNIQUE (email)')} REVOKE INSERT, UPDATE ON unwritten FROM app; ${table('people', '')} ${table('folded', '')}`,
  break:
    'CREATE UNIQUE INDEX by_email ON people (email); CREATE UNIQUE INDEX by_folded ON folded (lower(email))',
  fires: [
    { kind: 'table', name: 'people' },
    { kind: 'table', name: 'folded' },
  ],
  neighbours: [{ name: 'numbers' }, { name: 'within' }, { name: 'unwritten' }],
  mendByHand:
    'DROP INDEX by_email; DROP INDEX by_folded; CREATE UNIQUE INDEX by_email ON people (tenant_id, email)',
  unmendByHand:
    'DROP INDEX by_email; CREATE UNIQUE INDEX by_email ON people (email); CREATE UNIQUE INDEX by_folded ON folded (lower(email))',
});
