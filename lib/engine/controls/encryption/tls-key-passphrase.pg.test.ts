import { alterSystem } from '../../../testing/alter-system.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { enableTls } from '../../../testing/enable-tls.ts';
import { tlsKeyPassphrase } from './tls-key-passphrase.ts';

controlStory(tlsKeyPassphrase, {
  setup: async (cluster) => {
    await enableTls(cluster);
    await alterSystem('ssl_passphrase_command', 'echo secret')(cluster);
  },
  break: alterSystem('ssl_passphrase_command', null),
  fires: [{ kind: 'setting', name: 'ssl_passphrase_command' }],
  mendByHand: alterSystem('ssl_passphrase_command', 'echo secret'),
  unmendByHand: alterSystem('ssl_passphrase_command', null),
});
