import { alterSystem } from '../../../testing/alter-system.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { logDirectory } from './log-directory.ts';

controlStory(logDirectory, {
  settings: { logging_collector: 'on', log_directory: '/tmp' },
  break: alterSystem('log_directory', 'log'),
  fires: [{ kind: 'setting', name: 'log_directory' }],
  mendByHand: alterSystem('log_directory', null),
  unmendByHand: alterSystem('log_directory', 'log'),
});
