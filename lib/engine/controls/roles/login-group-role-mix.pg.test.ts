import { controlStory } from '../../../testing/control-story.ts';
import { loginGroupRoleMix } from './login-group-role-mix.ts';

controlStory(loginGroupRoleMix, {
  majors: [14, 16, 18],
  // On 16 and later the creator of a role holds an administrative membership in it, which makes it no group.
  setup: `CREATE ROLE grp; CREATE ROLE anna LOGIN; GRANT grp TO anna; CREATE ROLE iam CREATEROLE; GRANT iam TO postgres;
    SET ROLE iam; CREATE ROLE made_by_iam LOGIN; RESET ROLE`,
  break: 'CREATE ROLE legacy_app LOGIN; GRANT legacy_app TO anna',
  fires: [{ kind: 'role', role: 'legacy_app' }],
  neighbours: [{ role: 'grp' }, { role: 'anna' }, { role: 'made_by_iam' }],
  mendByHand: 'CREATE ROLE legacy_group; GRANT legacy_group TO anna, legacy_app; REVOKE legacy_app FROM anna',
  unmendByHand: 'GRANT legacy_app TO anna',
});
