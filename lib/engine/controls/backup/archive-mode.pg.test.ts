import { alterSystem } from '../../../testing/alter-system.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { archiveMode } from './archive-mode.ts';

// What archives is chosen already, so only the switch is missing, and that can be scripted.
controlStory(archiveMode, {
  settings: { archive_mode: 'on', archive_command: 'cp %p kept-%f' },
  break: alterSystem('archive_mode', 'off', 'restart'),
  fires: [{ kind: 'setting', name: 'archive_mode' }],
});

// Nothing would archive: switched on alone, the server would keep every segment until the disk is full.
controlStory(archiveMode, {
  majors: [15],
  settings: { archive_mode: 'on', archive_command: 'cp %p kept-%f' },
  break: async (cluster) => {
    await alterSystem('archive_command', '')(cluster);
    await alterSystem('archive_mode', 'off', 'restart')(cluster);
  },
  fires: [{ kind: 'setting', name: 'archive_mode' }],
  mendByHand: async (cluster) => {
    await alterSystem('archive_command', null)(cluster);
    await alterSystem('archive_mode', 'on', 'restart')(cluster);
  },
});

// A command that always succeeds and keeps nothing is no archive.
controlStory(archiveMode, {
  majors: [15],
  settings: { archive_mode: 'on', archive_command: 'cp %p /var/lib/archive/%f' },
  break: alterSystem('archive_command', '/bin/true'),
  fires: [{ kind: 'setting', name: 'archive_command' }],
  mendByHand: alterSystem('archive_command', null),
  unmendByHand: alterSystem('archive_command', ''),
});

controlStory(archiveMode, {
  majors: [18],
  settings: { archive_mode: 'on', archive_library: 'basic_archive' },
  break: alterSystem('archive_mode', 'off', 'restart'),
  fires: [{ kind: 'setting', name: 'archive_mode' }],
});
