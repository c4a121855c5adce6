import { alterSystem } from '../../../testing/alter-system.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { logTimezone } from './log-timezone.ts';

controlStory(logTimezone, {
  setup: alterSystem('log_timezone', 'Etc/UTC'),
  break: alterSystem('log_timezone', 'Europe/Berlin'),
  fires: [{ kind: 'setting', name: 'log_timezone' }],
});
