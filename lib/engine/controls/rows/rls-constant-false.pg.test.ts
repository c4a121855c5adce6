import { controlStory } from '../../../testing/control-story.ts';
import { ownTenant } from '../../../testing/policy-story.ts';
import { rlsConstantFalse } from './rls-constant-false.ts';

const table = (name: string) =>
  `CREATE TABLE ${name} (id int, tenant_id uuid); ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY;`;

const setup = `${table('alone')} CREATE POLICY nobody ON alone USING (false); ${table('orders')} CREATE POLICY own ON orders FOR SELECT USING (${ownTenant});
  ${table('writes')} CREATE POLICY own ON writes FOR SELECT USING (${ownTenant}); CREATE POLICY no_delete ON writes FOR DELETE USING (false);`;

controlStory(rlsConstantFalse, {
  setup,
  break: 'CREATE POLICY shut ON orders FOR SELECT USING (1 = 2 AND id > 0)',
  fires: [{ kind: 'policy', relation: 'orders', name: 'shut' }],
  neighbours: [{ relation: 'alone' }, { relation: 'writes' }, { name: 'own' }],
});

controlStory(rlsConstantFalse, {
  majors: [18],
  setup,
  break: 'CREATE POLICY incident ON orders AS RESTRICTIVE USING (false)',
  fires: [{ kind: 'policy', relation: 'orders', name: 'incident' }],
  neighbours: [{ relation: 'alone' }, { relation: 'writes' }],
  mendByHand: 'DROP POLICY incident ON orders',
  unmendByHand: 'CREATE POLICY incident ON orders AS RESTRICTIVE USING (false)',
});

// Alone it shuts a table that somebody is granted.
controlStory(rlsConstantFalse, {
  majors: [18],
  setup: `${setup} CREATE ROLE app; GRANT SELECT ON writes TO app`,
  break: `${table('parked')} CREATE POLICY nobody ON parked USING (false); GRANT SELECT ON parked TO app`,
  fires: [{ kind: 'policy', relation: 'parked', name: 'nobody' }],
  neighbours: [{ relation: 'alone' }, { relation: 'writes' }],
  mendByHand: 'REVOKE SELECT ON parked FROM app',
  unmendByHand: 'GRANT SELECT ON parked TO app',
});
