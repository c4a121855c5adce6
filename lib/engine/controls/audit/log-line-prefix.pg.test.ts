import { alterSystem } from '../../../testing/alter-system.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { logLinePrefix } from './log-line-prefix.ts';

const fires = [{ kind: 'setting', name: 'log_line_prefix' }] as const;

controlStory(logLinePrefix, {
  setup: alterSystem('log_line_prefix', '%m [%p] %q%-10u@%d/%a %r '),
  break: alterSystem('log_line_prefix', '%m [%p] 100%%u '),
  fires,
});
