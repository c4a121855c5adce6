import { alterSystem } from '../../../testing/alter-system.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { logHostname } from './log-hostname.ts';

controlStory(logHostname, {
  break: alterSystem('log_hostname', 'on'),
  fires: [{ kind: 'setting', name: 'log_hostname' }],
});
