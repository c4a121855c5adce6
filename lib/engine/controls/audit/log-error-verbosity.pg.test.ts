import { alterSystem } from '../../../testing/alter-system.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { logErrorVerbosity } from './log-error-verbosity.ts';

const fires = [{ kind: 'setting', name: 'log_error_verbosity' }] as const;

controlStory(logErrorVerbosity, { break: alterSystem('log_error_verbosity', 'terse'), fires });

controlStory(logErrorVerbosity, {
  majors: [17],
  setup: 'CREATE ROLE app LOGIN',
  break: "ALTER ROLE app IN DATABASE shop SET log_error_verbosity = 'terse'",
  fires,
});
