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

// A path that begins in the data directory may lead out of it, and one that begins at the root back into it.
controlStory(logDirectory, {
  majors: [17],
  settings: { logging_collector: 'on', log_directory: '../log' },
  break: async (cluster) => {
    await alterSystem('log_directory', `${cluster.dataDirectory}/../data/log`)(cluster);
  },
  fires: [{ kind: 'setting', name: 'log_directory' }],
  mendByHand: alterSystem('log_directory', null),
});
