import { alterSystem } from '../../../testing/alter-system.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { syslogSettings } from './syslog-settings.ts';

controlStory(syslogSettings, {
  settings: { log_destination: 'syslog' },
  break: async (cluster) => {
    await alterSystem('syslog_sequence_numbers', 'off')(cluster);
    await alterSystem('syslog_split_messages', 'off')(cluster);
  },
  fires: [
    { kind: 'setting', name: 'syslog_sequence_numbers' },
    { kind: 'setting', name: 'syslog_split_messages' },
  ],
});
