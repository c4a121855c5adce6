import { ownTenant, policyStory, tokenFunctions } from '../../../testing/policy-story.ts';
import { rlsEmailKey } from './rls-email-key.ts';

policyStory(rlsEmailKey, {
  setup: `${tokenFunctions} CREATE TABLE member (tenant_id uuid, address text)`,
  sound: {
    own: `USING (${ownTenant})`,
    own_column: 'USING (email = owner)',
    by_id: 'USING (owner = auth.uid()::text)',
  },
  wrong: {
    by_function: 'USING (email = (SELECT auth.email()))',
    by_case: 'USING (lower(email) = lower(auth.email()))',
    by_claim: "USING (owner = (auth.jwt() ->> 'email'))",
    by_setting: "USING (owner = current_setting('app.user_email', true))",
    looked_up: 'USING (tenant_id IN (SELECT m.tenant_id FROM member m WHERE m.address = auth.email()))',
  },
});
