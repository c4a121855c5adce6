import { alterSystem } from '../../../testing/alter-system.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { logFilename } from './log-filename.ts';

controlStory(logFilename, {
  settings: { logging_collector: 'on', log_directory: '/tmp' },
  break: alterSystem('log_filename', 'postgresql.log'),
  fires: [{ kind: 'setting', name: 'log_filename' }],
});
