import { alterSystem } from '../../../testing/alter-system.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { logReplicationCommands } from './log-replication-commands.ts';

const fires = [{ kind: 'setting', name: 'log_replication_commands' }] as const;

controlStory(logReplicationCommands, {
  settings: { log_replication_commands: 'on' },
  break: alterSystem('log_replication_commands', 'off'),
  fires,
});

controlStory(logReplicationCommands, {
  majors: [17],
  settings: { log_replication_commands: 'on' },
  setup: 'CREATE ROLE standby LOGIN REPLICATION',
  break: 'ALTER ROLE standby SET log_replication_commands = off',
  fires,
});
