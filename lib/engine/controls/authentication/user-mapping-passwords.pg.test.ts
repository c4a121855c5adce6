import { controlStory } from '../../../testing/control-story.ts';
import { userMappingPasswords } from './user-mapping-passwords.ts';

controlStory(userMappingPasswords, {
  setup: `CREATE ROLE app LOGIN; CREATE FOREIGN DATA WRAPPER dummy; CREATE SERVER archive FOREIGN DATA WRAPPER dummy;
    CREATE SERVER other FOREIGN DATA WRAPPER dummy; CREATE USER MAPPING FOR app SERVER other`,
  break: "CREATE USER MAPPING FOR PUBLIC SERVER archive OPTIONS (password 'canary')",
  fires: [{ kind: 'user-mapping', name: 'archive', public: true }],
  neighbours: [{ name: 'other' }],
  mendByHand: 'DROP USER MAPPING FOR PUBLIC SERVER archive',
  unmendByHand: 'CREATE USER MAPPING FOR PUBLIC SERVER archive',
});
