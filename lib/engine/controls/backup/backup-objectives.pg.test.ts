import { alterSystem } from '../../../testing/alter-system.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { backupObjectives } from './backup-objectives.ts';

controlStory(backupObjectives, {
  policy: { version: 1, backup: { recoveryPointMinutes: 15 } },
  settings: { archive_mode: 'on', archive_command: 'cp %p kept-%f', archive_timeout: '300' },
  break: alterSystem('archive_timeout', '0'),
  fires: [{ kind: 'setting', name: 'archive_timeout' }],
});
