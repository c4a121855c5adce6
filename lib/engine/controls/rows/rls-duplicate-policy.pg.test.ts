import { controlStory } from '../../../testing/control-story.ts';
import { ownTenant } from '../../../testing/policy-story.ts';
import { rlsDuplicatePolicy } from './rls-duplicate-policy.ts';

controlStory(rlsDuplicatePolicy, {
  setup: `CREATE ROLE app; CREATE TABLE t (id int, tenant_id uuid); ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE TABLE u (id int, tenant_id uuid);
    CREATE POLICY own ON t USING (${ownTenant}); CREATE POLICY read ON t FOR SELECT USING (${ownTenant}); CREATE POLICY app ON t TO app USING (${ownTenant})`,
  break: `CREATE POLICY "own 2" ON t USING (${ownTenant}); CREATE POLICY own3 ON t USING (${ownTenant})`,
  fires: [
    { kind: 'policy', name: 'own 2' },
    { kind: 'policy', name: 'own3' },
  ],
  neighbours: [{ name: 'own' }, { name: 'read' }, { name: 'app' }],
});
