import { controlStory } from '../../../testing/control-story.ts';
import { ownTenant } from '../../../testing/policy-story.ts';
import { rlsPrincipalColumnUnused } from './rls-principal-column-unused.ts';

const table = (name: string) =>
  `CREATE TABLE ${name} (id int, tenant_id uuid NOT NULL, owner text); ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY;`;

controlStory(rlsPrincipalColumnUnused, {
  policy: {
    version: 1,
    tenancy: { model: 'row', column: 'tenant_id', setting: 'app.tenant_id', except: ['public.shared'] },
  },
  setup: `${table('own')} CREATE POLICY p ON own USING (${ownTenant}); CREATE POLICY q ON own FOR DELETE USING (owner = 'x');
    ${table('shared')} CREATE POLICY p ON shared USING (owner = 'x'); ${table('open')} CREATE POLICY p ON open USING (true);
    CREATE TABLE other (id int); ALTER TABLE other ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON other USING (id > 0); ${table('orders')} ${table('ranged')} ${table('looked_up')}
    CREATE TABLE members (who text, tenant_id uuid); CREATE POLICY p ON looked_up USING (tenant_id IN (SELECT m.tenant_id FROM members m WHERE m.who = current_user));
    ${table('one')} CREATE POLICY p ON one USING (tenant_id = '6f0c1f7e-0000-4000-8000-000000000001')`,
  break: `CREATE POLICY tenant_floor ON orders USING (owner = current_setting('app.owner', true) AND owner <> '');
    CREATE POLICY p ON ranged USING (tenant_id <> '00000000-0000-0000-0000-000000000000')`,
  fires: [
    { kind: 'table', name: 'orders' },
    // Every tenant's row differs from that one: the column is there, and nobody is asked who they are.
    { kind: 'table', name: 'ranged' },
  ],
  neighbours: [
    { name: 'looked_up' },
    { name: 'one' },
    { name: 'own' },
    { name: 'shared' },
    { name: 'open' },
    { name: 'other' },
  ],
});
