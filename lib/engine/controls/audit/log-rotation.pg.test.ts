import { alterSystem } from '../../../testing/alter-system.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { logRotation } from './log-rotation.ts';

controlStory(logRotation, {
  settings: { logging_collector: 'on', log_directory: '/tmp' },
  break: async (cluster) => {
    await alterSystem('log_rotation_size', '0')(cluster);
    await alterSystem('log_rotation_age', '0')(cluster);
  },
  fires: [{ kind: 'setting', name: 'log_rotation_age' }],
});
