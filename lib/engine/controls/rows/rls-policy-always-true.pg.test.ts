import { controlStory } from '../../../testing/control-story.ts';
import { rlsPolicyAlwaysTrue } from './rls-policy-always-true.ts';

const table = (name: string) =>
  `CREATE TABLE ${name} (id int NOT NULL, tenant_id uuid); ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY;`;
const own = "tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid";

controlStory(rlsPolicyAlwaysTrue, {
  policy: {
    version: 1,
    roles: [{ role: 'dba', kind: 'admin' }],
    tenancy: { model: 'row', column: 'tenant_id', setting: 'app.tenant_id', except: ['public.countries'] },
  },
  // Policies without an expression deny; a restrictive one may hold an open one; administrators may see everything.
  setup: `CREATE ROLE dba; CREATE ROLE app;
    ${table('sound')} CREATE POLICY p ON sound USING (${own});
    ${table('denies')} CREATE POLICY i ON denies FOR INSERT; CREATE POLICY d ON denies FOR DELETE;
    ${table('base')} CREATE POLICY everyone ON base USING (true); CREATE POLICY floor ON base AS RESTRICTIVE USING (${own});
    ${table('admins')} CREATE POLICY all_for_dba ON admins TO dba USING (true);
    ${table('countries')} CREATE POLICY read_all ON countries FOR SELECT USING (true);
    CREATE TABLE text_only (id int, tenant_id uuid); CREATE POLICY off ON text_only USING (true)`,
  break: `${table('messages')} CREATE POLICY "every""body" ON messages USING (true); CREATE POLICY tenant ON messages USING (${own});
    ${table('clever')} CREATE POLICY p ON clever FOR SELECT USING (id = id OR true);
    ${table('writes')} CREATE POLICY p ON writes FOR INSERT TO app WITH CHECK (id IS NOT NULL);
    ${table('grouped')} CREATE POLICY p ON grouped TO app USING (id IS NULL OR id IS NOT NULL); CREATE POLICY floor ON grouped AS RESTRICTIVE TO dba USING (${own})`,
  fires: [
    { kind: 'policy', schema: 'public', relation: 'messages', name: 'every"body' },
    { kind: 'policy', relation: 'clever' },
    { kind: 'policy', relation: 'writes' },
    { kind: 'policy', relation: 'grouped', name: 'p' },
  ],
  neighbours: [
    { relation: 'sound' },
    { relation: 'denies' },
    { relation: 'base' },
    { relation: 'admins' },
    { relation: 'countries' },
    { relation: 'text_only' },
    { relation: 'messages', name: 'tenant' },
  ],
});
