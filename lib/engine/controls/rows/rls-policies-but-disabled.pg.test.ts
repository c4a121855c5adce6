import { controlStory } from '../../../testing/control-story.ts';
import { rlsPoliciesButDisabled } from './rls-policies-but-disabled.ts';

controlStory(rlsPoliciesButDisabled, {
  setup: `CREATE TABLE sound (a int); ALTER TABLE sound ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON sound USING (a = 1);
    CREATE TABLE none (a int)`,
  break: `CREATE TABLE carts (a int); CREATE POLICY "p ""1""" ON carts USING (a = 1); ALTER TABLE carts FORCE ROW LEVEL SECURITY;
    CREATE TABLE part (a int) PARTITION BY LIST (a); CREATE POLICY p ON part FOR SELECT USING (true)`,
  fires: [
    { kind: 'table', name: 'carts' },
    { kind: 'partitioned-table', name: 'part' },
  ],
  neighbours: [{ name: 'sound' }, { name: 'none' }],
});
