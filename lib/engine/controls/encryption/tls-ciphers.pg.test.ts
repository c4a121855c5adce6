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

// OpenSSL parts the words of the list by a semicolon too, and a level of 0 takes away every bound.
for (const odd of [`${sound};AES256-SHA`, `${sound}:@SECLEVEL=0`, 'ECDHE-ECDSA-AES256-CCM8']) {
  controlStory(tlsCiphers, {
    majors: [17],
    setup: async (cluster) => {
      await enableTls(cluster);
      await alterSystem('ssl_ciphers', `${sound}:@SECLEVEL=1:TLS_AES_256_GCM_SHA384`)(cluster);
    },
    break: alterSystem('ssl_ciphers', odd),
    fires,
  });
}

controlStory(tlsCiphers, {
  majors: [16],
  setup: async (cluster) => {
    await enableTls(cluster);
    await alterSystem('ssl_ciphers', sound)(cluster);
  },
  break: alterSystem('ssl_ciphers', `${sound}:AES256-SHA`),
  fires,
});
