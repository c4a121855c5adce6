import { controlStory } from '../../../testing/control-story.ts';
import { rlsCheckWiderThanUsing } from './rls-check-wider-than-using.ts';

const table = (name: string) =>
  `CREATE TABLE ${name} (id int, tenant_id uuid); ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY;`;
const own = "tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid";

controlStory(rlsCheckWiderThanUsing, {
  policy: { version: 1, tenancy: { model: 'row', column: 'tenant_id', setting: 'app.tenant_id' } },
  // UPDATE with USING alone is held against USING; INSERT has no USING to be wider than.
  setup: `CREATE ROLE app; ${table('sound')} CREATE POLICY p ON sound USING (${own}) WITH CHECK (${own});
    ${table('reused')} CREATE POLICY p ON reused FOR UPDATE USING (${own}); ${table('inserts')} CREATE POLICY p ON inserts FOR INSERT WITH CHECK (true)`,
  break: `${table('notes')} CREATE POLICY "p 1" ON notes TO app, PUBLIC USING (${own}) WITH CHECK (true);
    ${table('partly')} CREATE POLICY p ON partly FOR UPDATE USING (${own} AND id > 0) WITH CHECK (id > 0)`,
  fires: [
    { kind: 'policy', relation: 'notes', name: 'p 1' },
    { kind: 'policy', relation: 'partly' },
  ],
  neighbours: [{ relation: 'sound' }, { relation: 'reused' }, { relation: 'inserts' }],
});
