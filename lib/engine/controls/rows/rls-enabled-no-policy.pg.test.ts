import { controlStory } from '../../../testing/control-story.ts';
import { ownTenant } from '../../../testing/policy-story.ts';
import { rlsEnabledNoPolicy } from './rls-enabled-no-policy.ts';

const table = (name: string) =>
  `CREATE TABLE ${name} (id int, tenant_id uuid); ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY;`;

controlStory(rlsEnabledNoPolicy, {
  policy: { version: 1, tenancy: { model: 'row', column: 'tenant_id', setting: 'app.tenant_id' } },
  // Closed and granted to nobody is what row security without a policy is for.
  setup: `CREATE ROLE app; ${table('closed')} ${table('bound')} CREATE POLICY p ON bound USING (${ownTenant}); GRANT SELECT ON bound TO app;
    CREATE TABLE plain (id int); GRANT SELECT ON plain TO app; ${table('orders')}`,
  break: 'GRANT SELECT, INSERT ON orders TO app',
  fires: [{ kind: 'table', name: 'orders' }],
  neighbours: [{ name: 'closed' }, { name: 'bound' }, { name: 'plain' }],
});
