import { ownTenant, policyStory } from '../../../testing/policy-story.ts';
import { rlsPolicyToPublic } from './rls-policy-to-public.ts';

policyStory(rlsPolicyToPublic, {
  policy: {
    version: 1,
    tenancy: {
      model: 'row',
      column: 'tenant_id',
      setting: 'app.tenant_id',
      roles: ['app', 'api', 'not_yet'],
      except: ['public.countries'],
    },
  },
  setup: 'CREATE ROLE app; CREATE ROLE api',
  sound: {
    named: `TO app USING (${ownTenant})`,
    floor: `AS RESTRICTIVE USING (${ownTenant})`,
    everything: 'USING (true)',
    countries: `USING (${ownTenant})`,
  },
  wrong: {
    plain: `USING (${ownTenant})`,
    by_command: `FOR INSERT WITH CHECK (${ownTenant})`,
  },
  scripted: true,
});
