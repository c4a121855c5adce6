import { alterSystem } from '../../../testing/alter-system.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { logDisconnections } from './log-disconnections.ts';

controlStory(logDisconnections, {
  setup: alterSystem('log_disconnections', 'on'),
  break: alterSystem('log_disconnections', 'off'),
  fires: [{ kind: 'setting', name: 'log_disconnections' }],
});
