import { controlStory } from '../../../testing/control-story.ts';
import { roleExpiredButLogin } from './role-expired-but-login.ts';

controlStory(roleExpiredButLogin, {
  setup:
    "CREATE ROLE current LOGIN VALID UNTIL 'infinity'; CREATE ROLE gone NOLOGIN VALID UNTIL '2020-01-01'; CREATE ROLE soon LOGIN VALID UNTIL '2999-01-01'",
  break:
    "CREATE ROLE contractor LOGIN VALID UNTIL '2025-01-31 23:59:59.5+02'; CREATE ROLE old_admin LOGIN SUPERUSER VALID UNTIL '2020-01-01'",
  fires: [
    { kind: 'role', role: 'contractor' },
    { kind: 'role', role: 'old_admin' },
  ],
  neighbours: [{ role: 'current' }, { role: 'gone' }, { role: 'soon' }],
});
