import { controlStory } from '../../../testing/control-story.ts';
import { rlsPolicyPlaceholderName } from './rls-policy-placeholder-name.ts';

controlStory(rlsPolicyPlaceholderName, {
  setup: `CREATE TABLE t (id int); ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY temperature ON t USING (id = 1);
    CREATE POLICY latest ON t USING (id = 2); CREATE TABLE off (id int); CREATE POLICY todo ON off USING (id = 1)`,
  break:
    'CREATE POLICY "allDebug" ON t USING (id = 3); CREATE POLICY test ON t USING (id = 4); CREATE POLICY "delete me" ON t USING (id = 5)',
  fires: [{ name: 'allDebug' }, { name: 'test' }, { name: 'delete me' }],
  neighbours: [{ name: 'temperature' }, { name: 'latest' }, { relation: 'off' }],
  mendByHand:
    'ALTER POLICY "allDebug" ON t RENAME TO all_rows; ALTER POLICY test ON t RENAME TO four; DROP POLICY "delete me" ON t',
  unmendByHand:
    'ALTER POLICY all_rows ON t RENAME TO "allDebug"; ALTER POLICY four ON t RENAME TO test; CREATE POLICY "delete me" ON t USING (id = 5)',
});
