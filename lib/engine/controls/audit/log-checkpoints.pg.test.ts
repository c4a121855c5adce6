import { alterSystem } from '../../../testing/alter-system.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { logCheckpoints } from './log-checkpoints.ts';

controlStory(logCheckpoints, {
  setup: alterSystem('log_checkpoints', 'on'),
  break: alterSystem('log_checkpoints', 'off'),
  fires: [{ kind: 'setting', name: 'log_checkpoints' }],
});
