import { ownTenant, policyStory, tokenFunctions } from '../../../testing/policy-story.ts';
import { rlsHardcodedIdentity } from './rls-hardcoded-identity.ts';

policyStory(rlsHardcodedIdentity, {
  policy: { version: 1, tenancy: { model: 'row', column: 'tenant_id', setting: 'app.tenant_id' } },
  setup: tokenFunctions,
  sound: {
    own: `USING (${ownTenant})`,
    shared: `USING (${ownTenant} OR tenant_id = '00000000-0000-0000-0000-000000000000')`,
    flag: "USING (owner = 'public' OR current_setting('app.admin', true) = 'on')",
    empty: `USING (${ownTenant} AND current_setting('app.tenant_id', true) <> '')`,
  },
  wrong: {
    tenant: `USING (${ownTenant} OR tenant_id = '5f0c7f39-8f1c-4a6b-9d7e-0a1b2c3d4e5f')`,
    session: `USING (${ownTenant} OR current_setting('app.tenant_id', true) = 'support')`,
    listed:
      "USING (auth.uid() IN ('5f0c7f39-8f1c-4a6b-9d7e-0a1b2c3d4e5f', '5f0c7f39-8f1c-4a6b-9d7e-0a1b2c3d4e60') OR id < 0)",
    address: `USING (${ownTenant} OR auth.email() = 'anna@example.org')`,
  },
});
