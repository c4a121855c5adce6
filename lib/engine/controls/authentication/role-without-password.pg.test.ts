import { controlStory } from '../../../testing/control-story.ts';
import { roleWithoutPassword } from './role-without-password.ts';

controlStory(roleWithoutPassword, {
  hba: 'local all postgres trust\nlocal all byname peer\nlocal all all scram-sha-256\nhost all all 10.0.0.0/8 scram-sha-256\n',
  setup: "CREATE ROLE keyed LOGIN PASSWORD 'x'; CREATE ROLE byname LOGIN; CREATE ROLE grouping NOLOGIN",
  break: 'CREATE ROLE "hollow\n""one""" LOGIN',
  fires: [{ kind: 'role', role: 'hollow\n"one"' }],
  neighbours: [{ role: 'keyed' }, { role: 'byname' }, { role: 'grouping' }, { role: 'postgres' }],
});
