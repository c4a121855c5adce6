import { alterSystem } from '../../../testing/alter-system.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { logMinMessages } from './log-min-messages.ts';

const fires = [{ kind: 'setting', name: 'log_min_messages' }] as const;

controlStory(logMinMessages, { break: alterSystem('log_min_messages', 'panic'), fires });

controlStory(logMinMessages, {
  majors: [17],
  setup: 'CREATE ROLE app LOGIN',
  break: "ALTER ROLE app IN DATABASE shop SET log_min_messages = 'debug3'",
  fires,
});
