import { ownTenant, policyStory, tokenFunctions } from '../../../testing/policy-story.ts';
import { rlsNoOwnColumn } from './rls-no-own-column.ts';

policyStory(rlsNoOwnColumn, {
  policy: {
    version: 1,
    roles: [{ role: 'dba', kind: 'admin' }],
    tenancy: { model: 'row', column: 'tenant_id', setting: 'app.tenant_id', except: ['public.countries'] },
  },
  setup: `${tokenFunctions} CREATE ROLE dba; CREATE TABLE members (who text, tenant_id uuid);`,
  grants: `CREATE POLICY floor ON held AS RESTRICTIVE USING (${ownTenant})`,
  sound: {
    own: `USING (${ownTenant})`,
    looked_up: 'USING (tenant_id IN (SELECT m.tenant_id FROM public.members m WHERE m.who = current_user))',
    held: "USING (auth.role() = 'authenticated')",
    admins: "TO dba USING (current_setting('app.reason', true) <> '')",
    countries: "FOR SELECT USING (auth.role() = 'authenticated')",
  },
  wrong: {
    signed_in: "USING (auth.role() = 'authenticated')",
    named: 'FOR SELECT USING (auth.uid() IS NOT NULL)',
    by_setting: "FOR INSERT WITH CHECK (current_setting('app.writes', true) = 'on')",
  },
  scripted: true,
});
