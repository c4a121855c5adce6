import { ownTenant, policyStory } from '../../../testing/policy-story.ts';
import { rlsPolicyOnBypassRole } from './rls-policy-on-bypass-role.ts';

const setup =
  'CREATE ROLE app; CREATE ROLE etl BYPASSRLS; CREATE ROLE dumper BYPASSRLS; CREATE ROLE root SUPERUSER;';
const policy = { version: 1, roles: [{ role: 'dumper', kind: 'backup' }] } as const;
const sound = {
  everybody: `USING (${ownTenant})`,
  ordinary: `TO app USING (${ownTenant})`,
  dumped: 'TO dumper USING (id > 0)',
};

policyStory(rlsPolicyOnBypassRole, {
  policy: { ...policy, roles: [...policy.roles] },
  setup,
  sound,
  wrong: { nightly: `TO app, etl USING (${ownTenant})` },
  scripted: true,
});

policyStory(rlsPolicyOnBypassRole, {
  majors: [18],
  setup,
  sound: { everybody: sound.everybody, ordinary: sound.ordinary },
  wrong: { rooted: `TO root USING (${ownTenant})` },
});
