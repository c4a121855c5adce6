import { alterSystem } from '../../../testing/alter-system.ts';
import type { TestCluster } from '../../../testing/cluster.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { authDelay } from './auth-delay.ts';

const delay = (milliseconds: string | null) => async (cluster: TestCluster) => {
  await alterSystem('auth_delay.milliseconds', milliseconds)(cluster);
};

controlStory(authDelay, {
  hba: 'local all all trust\nhost all all 127.0.0.1/32 trust\nhost all all 10.0.0.0/8 scram-sha-256',
  settings: { shared_preload_libraries: 'auth_delay' },
  setup: delay('500'),
  break: delay(null),
  fires: [{ kind: 'setting', name: 'auth_delay.milliseconds' }],
  mendByHand: delay('500'),
  unmendByHand: delay(null),
});
