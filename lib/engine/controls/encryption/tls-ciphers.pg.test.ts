import { alterSystem } from '../../../testing/alter-system.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { enableTls } from '../../../testing/enable-tls.ts';
import { tlsCiphers } from './tls-ciphers.ts';

const fires = [{ kind: 'setting', name: 'ssl_ciphers' }] as const;
const sound = 'ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE+AESGCM:ECDHE+CHACHA20:!aNULL';

controlStory(tlsCiphers, {
  setup: async (cluster) => {
    await enableTls(cluster);
    await alterSystem('ssl_ciphers', sound)(cluster);
  },
  break: alterSystem('ssl_ciphers', 'HIGH:MEDIUM:+3DES:!aNULL'),
  fires,
});

controlStory(tlsCiphers, {
  majors: [16],
  setup: async (cluster) => {
    await enableTls(cluster);
    await alterSystem('ssl_ciphers', sound)(cluster);
  },
  break: alterSystem('ssl_ciphers', `${sound}:AES256-SHA`),
  fires,
});
