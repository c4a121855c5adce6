import { controlStory } from '../../../testing/control-story.ts';
import { ownTenant } from '../../../testing/policy-story.ts';
import { rlsRestrictiveOnly } from './rls-restrictive-only.ts';

const table = (name: string) =>
  `CREATE TABLE ${name} (id int, tenant_id uuid); ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY; GRANT SELECT ON ${name} TO app;`;

controlStory(rlsRestrictiveOnly, {
  policy: { version: 1, tenancy: { model: 'row', column: 'tenant_id', setting: 'app.tenant_id' } },
  setup: `CREATE ROLE app; ${table('together')} CREATE POLICY a ON together USING (${ownTenant}); CREATE POLICY r ON together AS RESTRICTIVE USING (id > 0);
    ${table('none')} ${table('orders')}`,
  break: 'CREATE POLICY r ON orders AS RESTRICTIVE USING (id > 0)',
  fires: [{ kind: 'table', name: 'orders' }],
  neighbours: [{ name: 'together' }, { name: 'none' }],
});
