import { alterSystem } from '../../../testing/alter-system.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { backendParams } from './backend-params.ts';

controlStory(backendParams, {
  setup: 'CREATE ROLE app LOGIN',
  break: async (cluster) => {
    await cluster.sql('ALTER ROLE app SET jit_dump_bitcode = on', 'shop');
    await alterSystem('pre_auth_delay', '1')(cluster);
  },
  fires: [
    { kind: 'setting', name: 'jit_dump_bitcode' },
    { kind: 'setting', name: 'pre_auth_delay' },
  ],
  neighbours: [{ kind: 'setting', name: 'post_auth_delay' }],
});
