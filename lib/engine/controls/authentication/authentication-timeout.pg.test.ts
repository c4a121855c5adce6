import { alterSystem } from '../../../testing/alter-system.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { authenticationTimeout } from './authentication-timeout.ts';

controlStory(authenticationTimeout, {
  break: alterSystem('authentication_timeout', '180'),
  fires: [{ kind: 'setting', name: 'authentication_timeout' }],
});
