import { alterSystem } from '../../../testing/alter-system.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { debugPrint } from './debug-print.ts';

controlStory(debugPrint, {
  setup: 'CREATE ROLE app LOGIN',
  break: async (cluster) => {
    await alterSystem('debug_print_plan', 'on')(cluster);
    await cluster.sql('ALTER ROLE app SET debug_print_parse = on', 'shop');
  },
  fires: [
    { kind: 'setting', name: 'debug_print_plan' },
    { kind: 'setting', name: 'debug_print_parse' },
  ],
  neighbours: [{ kind: 'setting', name: 'debug_print_rewritten' }],
});
