import { ownTenant, policyStory } from '../../../testing/policy-story.ts';
import { rlsCurrentUserKey } from './rls-current-user-key.ts';

policyStory(rlsCurrentUserKey, {
  policy: {
    version: 1,
    roles: [
      { role: 'app', kind: 'application' },
      { role: 'anna', kind: 'person' },
    ],
  },
  setup: 'CREATE ROLE app LOGIN; CREATE ROLE anna LOGIN; CREATE ROLE grp; GRANT grp TO app',
  sound: {
    own: `USING (${ownTenant})`,
    people: 'TO anna USING (owner = current_user)',
    gate: "USING (id > 0 AND current_user = 'app')",
  },
  wrong: {
    everybody: 'USING (owner = current_user)',
    by_group: 'TO grp USING (id > 0 AND session_user = owner)',
  },
});

policyStory(rlsCurrentUserKey, {
  majors: [18],
  policy: {
    version: 1,
    roles: [{ role: 'app', kind: 'application' }],
    tenancy: { model: 'row', column: 'tenant_id', setting: 'app.tenant_id' },
  },
  setup: 'CREATE ROLE app LOGIN',
  sound: { own: `USING (${ownTenant})` },
  wrong: { scripted: 'TO app USING (owner = current_user)' },
  scripted: true,
});
