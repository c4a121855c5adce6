import { alterSystem } from '../../../testing/alter-system.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { logConnections } from './log-connections.ts';

const fires = [{ kind: 'setting', name: 'log_connections' }] as const;

controlStory(logConnections, {
  majors: [14, 15, 16, 17, 18],
  setup: alterSystem('log_connections', 'on'),
  break: alterSystem('log_connections', 'off'),
  fires,
});

// From 18 on a list: a part of it is not all of it, and what is set beyond it stays.
controlStory(logConnections, {
  majors: [18],
  setup: alterSystem('log_connections', 'all'),
  break: alterSystem('log_connections', 'authorization,setup_durations'),
  fires,
});
