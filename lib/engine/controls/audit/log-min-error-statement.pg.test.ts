import { alterSystem } from '../../../testing/alter-system.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { logMinErrorStatement } from './log-min-error-statement.ts';

const fires = [{ kind: 'setting', name: 'log_min_error_statement' }] as const;

controlStory(logMinErrorStatement, {
  break: alterSystem('log_min_error_statement', 'panic'),
  fires,
});

controlStory(logMinErrorStatement, {
  majors: [17],
  setup: 'CREATE ROLE app LOGIN',
  break: 'ALTER ROLE app IN DATABASE shop SET log_min_error_statement = FATAL',
  fires,
});
