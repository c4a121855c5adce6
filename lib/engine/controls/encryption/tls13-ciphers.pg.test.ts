import { alterSystem } from '../../../testing/alter-system.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { enableTls } from '../../../testing/enable-tls.ts';
import { tls13Ciphers } from './tls13-ciphers.ts';

controlStory(tls13Ciphers, {
  majors: [18],
  setup: enableTls,
  break: alterSystem('ssl_tls13_ciphers', 'TLS_AES_256_GCM_SHA384:TLS_AES_128_CCM_8_SHA256'),
  fires: [{ kind: 'setting', name: 'ssl_tls13_ciphers' }],
});
