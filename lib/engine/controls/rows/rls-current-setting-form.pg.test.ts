import { controlStory } from '../../../testing/control-story.ts';
import { rlsCurrentSettingForm } from './rls-current-setting-form.ts';

const table = (name: string) =>
  `CREATE TABLE ${name} (id int, tenant_id uuid); ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY;`;

controlStory(rlsCurrentSettingForm, {
  // What fails open is rls-inverted-auth's.
  policy: { version: 1, tenancy: { model: 'row', column: 'tenant_id', setting: 'app.tenant_id' } },
  setup: `${table('sound')} CREATE POLICY p ON sound USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
    ${table('no_setting')} CREATE POLICY p ON no_setting USING (id > 0);
    ${table('built_in')} CREATE POLICY p ON built_in USING (current_setting('application_name', true) = 'batch' AND current_setting('role', true) <> 'x' AND id > 0);
    ${table('opens')} CREATE POLICY p ON opens USING (coalesce(current_setting('app.who', true), '') = '' OR tenant_id = current_setting('app.who', true)::uuid)`,
  break: `${table('orders')} CREATE POLICY p ON orders USING (tenant_id = current_setting('app.tenant_id')::uuid);
    ${table('carts')} CREATE POLICY p ON carts FOR UPDATE USING (tenant_id = current_setting('app.tenant_id', true)::uuid) WITH CHECK (tenant_id = current_setting('app.tenant_id', true)::uuid);
    ${table('lines')} CREATE POLICY p ON lines FOR INSERT WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid)`,
  fires: [
    { kind: 'policy', relation: 'orders' },
    { kind: 'policy', relation: 'carts' },
    { kind: 'policy', relation: 'lines' },
  ],
  neighbours: [
    { relation: 'sound' },
    { relation: 'no_setting' },
    { relation: 'opens' },
    { relation: 'built_in' },
  ],
});

const undotted = `${table('undotted')} CREATE POLICY p ON undotted USING (tenant_id = nullif(current_setting('tenant_id', true), '')::uuid)`;

// PostgreSQL refuses SET tenant_id: the policy lets nobody through, ever.
controlStory(rlsCurrentSettingForm, {
  break: undotted,
  fires: [{ kind: 'policy', relation: 'undotted' }],
  mendByHand: 'DROP TABLE undotted',
  unmendByHand: undotted,
});
