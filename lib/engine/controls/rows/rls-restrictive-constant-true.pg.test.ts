import { ownTenant, policyStory } from '../../../testing/policy-story.ts';
import { rlsRestrictiveConstantTrue } from './rls-restrictive-constant-true.ts';

const sound = {
  floor: `AS RESTRICTIVE USING (${ownTenant})`,
  permissive: 'USING (true)',
  denies: 'FOR INSERT',
};

policyStory(rlsRestrictiveConstantTrue, {
  sound,
  wrong: {
    always: 'AS RESTRICTIVE USING (true)',
    clever: 'AS RESTRICTIVE FOR SELECT USING (id = id OR 1 = 1)',
    empty: 'AS RESTRICTIVE FOR DELETE',
  },
  scripted: true,
});

policyStory(rlsRestrictiveConstantTrue, {
  majors: [18],
  policy: { version: 1, tenancy: { model: 'row', column: 'tenant_id', setting: 'app.tenant_id' } },
  sound,
  wrong: { held_again: 'AS RESTRICTIVE USING (true)' },
  scripted: true,
});
