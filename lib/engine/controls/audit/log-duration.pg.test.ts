import { alterSystem } from '../../../testing/alter-system.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { logDuration } from './log-duration.ts';

const fires = [{ kind: 'setting', name: 'log_min_duration_statement' }] as const;

controlStory(logDuration, { break: alterSystem('log_min_duration_statement', '0'), fires });

controlStory(logDuration, {
  majors: [17],
  setup: 'CREATE ROLE app LOGIN',
  break: "ALTER ROLE app IN DATABASE shop SET log_min_duration_statement = '0'",
  fires,
});
