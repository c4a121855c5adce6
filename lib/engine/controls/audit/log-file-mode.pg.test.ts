import { alterSystem } from '../../../testing/alter-system.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { logFileMode } from './log-file-mode.ts';

controlStory(logFileMode, {
  settings: { logging_collector: 'on', log_directory: '/tmp' },
  setup: alterSystem('log_file_mode', '0640'),
  break: alterSystem('log_file_mode', '0644'),
  fires: [{ kind: 'setting', name: 'log_file_mode' }],
});
