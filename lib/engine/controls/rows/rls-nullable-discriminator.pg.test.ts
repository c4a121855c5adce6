import { controlStory } from '../../../testing/control-story.ts';
import { ownTenant } from '../../../testing/policy-story.ts';
import { rlsNullableDiscriminator } from './rls-nullable-discriminator.ts';

const setup = `CREATE TABLE t (id int, tenant_id uuid NOT NULL, note text); ALTER TABLE t ENABLE ROW LEVEL SECURITY;
  CREATE POLICY own ON t USING (${ownTenant} AND note IS NOT NULL AND id > 0); CREATE TABLE unprotected (tenant_id uuid)`;

controlStory(rlsNullableDiscriminator, {
  policy: { version: 1, tenancy: { model: 'row', column: 'tenant_id', setting: 'app.tenant_id' } },
  setup,
  break: 'ALTER TABLE t ALTER tenant_id DROP NOT NULL',
  fires: [{ kind: 'column', name: 't', column: 'tenant_id' }],
  neighbours: [{ column: 'note' }, { column: 'id' }, { name: 'unprotected' }],
  mendByHand: 'ALTER TABLE t ALTER tenant_id SET NOT NULL',
  unmendByHand: 'ALTER TABLE t ALTER tenant_id DROP NOT NULL',
});

// Without a word on tenancy: the column that a policy compares with the session.
controlStory(rlsNullableDiscriminator, {
  majors: [18],
  setup: `${setup}; ALTER TABLE t ADD owner text NOT NULL; CREATE POLICY mine ON t FOR DELETE USING (owner = current_user)`,
  break: 'ALTER TABLE t ALTER owner DROP NOT NULL',
  fires: [{ kind: 'column', column: 'owner' }],
  neighbours: [{ column: 'note' }, { column: 'tenant_id' }],
  mendByHand: 'ALTER TABLE t ALTER owner SET NOT NULL',
  unmendByHand: 'ALTER TABLE t ALTER owner DROP NOT NULL',
});
