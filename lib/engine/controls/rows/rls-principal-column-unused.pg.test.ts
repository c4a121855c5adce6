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
    CREATE TABLE other (id int); ALTER TABLE other ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON other USING (id > 0); ${table('orders')}`,
  break:
    "CREATE POLICY tenant_floor ON orders USING (owner = current_setting('app.owner', true) AND owner <> '')",
  fires: [{ kind: 'table', name: 'orders' }],
  neighbours: [{ name: 'own' }, { name: 'shared' }, { name: 'open' }, { name: 'other' }],
});
