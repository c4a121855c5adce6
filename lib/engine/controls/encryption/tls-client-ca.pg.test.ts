import { alterSystem } from '../../../testing/alter-system.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { enableTls } from '../../../testing/enable-tls.ts';
import { tlsClientCa } from './tls-client-ca.ts';

controlStory(tlsClientCa, {
  hba: 'local all all trust\nhost all all 127.0.0.1/32 trust\nhostssl all all 10.0.0.0/8 cert',
  setup: async (cluster) => {
    await enableTls(cluster);
    await alterSystem('ssl_ca_file', 'server.crt')(cluster);
  },
  break: alterSystem('ssl_ca_file', null),
  fires: [{ kind: 'setting', name: 'ssl_ca_file' }],
  mendByHand: alterSystem('ssl_ca_file', 'server.crt'),
  unmendByHand: alterSystem('ssl_ca_file', null),
});
