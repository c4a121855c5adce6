import { ownTenant, policyStory, tokenFunctions } from '../../../testing/policy-story.ts';
import { rlsExistsWithoutBinding } from './rls-exists-without-binding.ts';

policyStory(rlsExistsWithoutBinding, {
  policy: { version: 1, tenancy: { model: 'row', column: 'tenant_id', setting: 'app.tenant_id' } },
  setup: `${tokenFunctions} CREATE SCHEMA org; CREATE TABLE org.member (tenant_id uuid, user_id uuid); CREATE TABLE org.closed (id int);
    CREATE TABLE org.seen (tenant_id uuid); ALTER TABLE org.seen ENABLE ROW LEVEL SECURITY;
    CREATE POLICY p ON org.seen USING (${ownTenant});`,
  sound: {
    own: `USING (${ownTenant})`,
    by_user: 'USING (EXISTS (SELECT FROM org.member m WHERE m.user_id = auth.uid()))',
    by_row: 'USING (EXISTS (SELECT FROM org.member m WHERE m.tenant_id = by_row.tenant_id))',
    by_test: 'USING (auth.uid() IN (SELECT m.user_id FROM org.member m))',
    by_policies: 'USING (tenant_id IN (SELECT s.tenant_id FROM org.seen s))',
    taking_away: `USING (NOT EXISTS (SELECT FROM org.closed) AND id > 0)`,
    together: `USING (${ownTenant} AND EXISTS (SELECT FROM org.closed))`,
  },
  wrong: {
    anybody: 'USING (EXISTS (SELECT FROM org.member m WHERE m.user_id IS NOT NULL))',
    or_anybody: `USING (${ownTenant} OR EXISTS (SELECT FROM org.member))`,
    any_tenant: 'USING (tenant_id IN (SELECT m.tenant_id FROM org.member m))',
  },
});
