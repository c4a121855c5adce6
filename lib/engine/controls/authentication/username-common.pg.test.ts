import { controlStory } from '../../../testing/control-story.ts';
import { hbaText } from '../../../testing/hba-lines.ts';
import { usernameCommon } from './username-common.ts';

controlStory(usernameCommon, {
  hba: hbaText('host all all 10.0.0.0/8 scram-sha-256'),
  setup: 'CREATE ROLE app_service LOGIN; CREATE ROLE guest NOLOGIN',
  break: 'CREATE ROLE "Test" LOGIN',
  fires: [{ kind: 'role', role: 'Test' }],
  neighbours: [{ role: 'app_service' }, { role: 'guest' }],
  mendByHand: 'ALTER ROLE "Test" RENAME TO shop_reports',
  unmendByHand: 'ALTER ROLE shop_reports RENAME TO "Test"',
});
