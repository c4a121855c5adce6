import { controlStory } from '../../../testing/control-story.ts';
import { ownTenant } from '../../../testing/policy-story.ts';
import { rlsNoWritePolicy } from './rls-no-write-policy.ts';

const table = (name: string) =>
  `CREATE TABLE ${name} (id int, tenant_id uuid); ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY;`;

controlStory(rlsNoWritePolicy, {
  setup: `CREATE ROLE app; CREATE ROLE loader BYPASSRLS; CREATE ROLE clerk;
    ${table('written')} CREATE POLICY p ON written USING (${ownTenant}); GRANT ALL ON written TO app;
    ${table('loaded')} CREATE POLICY p ON loaded FOR SELECT USING (${ownTenant}); GRANT INSERT ON loaded TO loader; GRANT SELECT ON loaded TO app;
    ${table('shut')} GRANT INSERT ON shut TO app;
    ${table('orders')} CREATE POLICY p ON orders FOR SELECT USING (${ownTenant}); CREATE POLICY u ON orders FOR UPDATE TO clerk USING (id > 0); GRANT SELECT, UPDATE ON orders TO app`,
  break: 'GRANT INSERT, DELETE ON orders TO app WITH GRANT OPTION',
  fires: [{ kind: 'table', name: 'orders' }],
  neighbours: [{ name: 'written' }, { name: 'loaded' }, { name: 'shut' }],
});
