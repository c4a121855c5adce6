import { controlStory } from '../../../testing/control-story.ts';
import { membershipAdminOption } from './membership-admin-option.ts';

controlStory(membershipAdminOption, {
  majors: [14, 16, 18],
  policy: { version: 1, roles: [{ role: 'iam', kind: 'admin' }] },
  setup: `CREATE ROLE reporting; CREATE ROLE iam; GRANT reporting TO iam WITH ADMIN OPTION;
    CREATE ROLE reader LOGIN; GRANT reporting TO reader`,
  break:
    'CREATE ROLE "team ""lead"" \u202e" LOGIN; GRANT reporting TO "team ""lead"" \u202e" WITH ADMIN OPTION',
  fires: [{ kind: 'membership', name: 'reporting', role: 'team "lead" \u202e' }],
  neighbours: [{ role: 'iam' }, { role: 'reader' }],
});

// Since 16 a membership has a row per grantor, and a REVOKE in another's name changes nothing.
controlStory(membershipAdminOption, {
  majors: [16, 18],
  policy: { version: 1, roles: [{ role: 'iam', kind: 'admin' }] },
  setup:
    'CREATE ROLE reporting; CREATE ROLE iam; GRANT reporting TO iam WITH ADMIN OPTION; CREATE ROLE lead LOGIN',
  break: `GRANT reporting TO lead WITH ADMIN TRUE, INHERIT FALSE, SET FALSE;
    SET ROLE iam; GRANT reporting TO lead WITH ADMIN TRUE; RESET ROLE`,
  fires: [{ kind: 'membership', name: 'reporting', role: 'lead' }],
  neighbours: [{ role: 'iam' }],
});
