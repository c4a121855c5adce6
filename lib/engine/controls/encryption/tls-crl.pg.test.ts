import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { alterSystem } from '../../../testing/alter-system.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { enableTls } from '../../../testing/enable-tls.ts';
import { tlsCrl } from './tls-crl.ts';

controlStory(tlsCrl, {
  hba: 'local all all trust\nhost all all 127.0.0.1/32 trust\nhostssl all all 10.0.0.0/8 cert',
  setup: async (cluster) => {
    await enableTls(cluster);
    mkdirSync(path.join(cluster.dataDirectory, 'crl'), { mode: 0o755 });
    await alterSystem('ssl_ca_file', 'server.crt')(cluster);
    await alterSystem('ssl_crl_dir', 'crl')(cluster);
  },
  break: alterSystem('ssl_crl_dir', null),
  fires: [{ kind: 'setting', name: 'ssl_crl_file' }],
  mendByHand: alterSystem('ssl_crl_dir', 'crl'),
  unmendByHand: alterSystem('ssl_crl_dir', null),
});
