import { controlStory } from '../../../testing/control-story.ts';
import { ownTenant } from '../../../testing/policy-story.ts';
import { rlsMultiplePermissive } from './rls-multiple-permissive.ts';

const table = (name: string) =>
  `CREATE TABLE ${name} (id int, tenant_id uuid); ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY;`;

controlStory(rlsMultiplePermissive, {
  policy: { version: 1, roles: [{ role: 'dba', kind: 'admin' }] },
  setup: `CREATE ROLE app; CREATE ROLE clerk; CREATE ROLE dba;
    ${table('by_command')} CREATE POLICY a ON by_command FOR SELECT USING (id > 0); CREATE POLICY b ON by_command FOR DELETE USING (id > 1);
    ${table('by_role')} CREATE POLICY a ON by_role TO app USING (id > 0); CREATE POLICY b ON by_role TO clerk USING (id > 1);
    ${table('with_floor')} CREATE POLICY a ON with_floor USING (id > 0); CREATE POLICY b ON with_floor AS RESTRICTIVE USING (id > 1);
    ${table('admins')} CREATE POLICY a ON admins USING (id > 0); CREATE POLICY b ON admins TO dba USING (id > -5);
    ${table('same')} CREATE POLICY a ON same USING (id > 0); CREATE POLICY b ON same USING (id > 0);
    ${table('orders')} CREATE POLICY own ON orders TO app USING (${ownTenant})`,
  break: 'CREATE POLICY published ON orders FOR SELECT USING (id < 100)',
  fires: [{ kind: 'table', name: 'orders' }],
  neighbours: ['by_command', 'by_role', 'with_floor', 'admins', 'same'].map((name) => ({ name })),
  mendByHand: 'DROP POLICY published ON orders',
  unmendByHand: 'CREATE POLICY published ON orders FOR SELECT USING (id < 100)',
});
