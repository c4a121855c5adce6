import { controlStory } from '../../../testing/control-story.ts';
import { superuserLoginPath } from './superuser-login-path.ts';

controlStory(superuserLoginPath, {
  majors: [14, 15, 16, 17, 18],
  policy: { version: 1, roles: [{ role: 'anna', kind: 'admin' }] },
  setup: `CREATE ROLE boss SUPERUSER; CREATE ROLE mid; GRANT boss TO mid; CREATE ROLE anna LOGIN; GRANT boss TO anna;
    CREATE ROLE plain LOGIN; CREATE ROLE grp; GRANT grp TO plain`,
  // NOINHERIT hides it from has_table_privilege; SET ROLE works all the same.
  break: `CREATE ROLE on_call LOGIN NOINHERIT; GRANT mid TO on_call; CREATE ROLE direct LOGIN; GRANT boss TO direct`,
  fires: [
    { kind: 'role', role: 'on_call' },
    { kind: 'role', role: 'direct' },
  ],
  neighbours: [{ role: 'anna' }, { role: 'plain' }, { role: 'boss' }, { role: 'mid' }],
});

// Options per membership: SET FALSE closes the way, ADMIN alone opens it again.
controlStory(superuserLoginPath, {
  majors: [16, 18],
  setup: `CREATE ROLE boss SUPERUSER; CREATE ROLE mid; GRANT boss TO mid;
    CREATE ROLE reader LOGIN; GRANT boss TO reader WITH INHERIT TRUE, SET FALSE`,
  break: 'CREATE ROLE granter LOGIN; GRANT mid TO granter WITH ADMIN TRUE, INHERIT FALSE, SET FALSE',
  fires: [{ kind: 'role', role: 'granter' }],
  neighbours: [{ role: 'reader' }],
});
