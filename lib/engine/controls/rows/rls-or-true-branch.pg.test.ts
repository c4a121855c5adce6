import { ownTenant, policyStory } from '../../../testing/policy-story.ts';
import { rlsOrTrueBranch } from './rls-or-true-branch.ts';

policyStory(rlsOrTrueBranch, {
  setup: 'CREATE TABLE member (tenant_id uuid, name text)',
  sound: {
    own: `USING (${ownTenant})`,
    either: `USING (${ownTenant} AND (owner IS NULL OR owner = current_user))`,
    everything: 'USING (id = id OR true)',
  },
  wrong: {
    debugged: `USING (id > 0 AND (${ownTenant} OR true))`,
    itself: `USING (id > 0 AND (${ownTenant} OR id = id))`,
    nulls: `FOR UPDATE USING (${ownTenant} AND (owner IS NULL OR owner IS NOT NULL))`,
    below:
      'USING (EXISTS (SELECT FROM member m WHERE m.tenant_id = below.tenant_id AND (m.name = current_user OR true)))',
  },
});
