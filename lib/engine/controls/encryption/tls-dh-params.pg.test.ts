import { alterSystem } from '../../../testing/alter-system.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { enableTls } from '../../../testing/enable-tls.ts';
import { tlsDhParams } from './tls-dh-params.ts';

controlStory(tlsDhParams, {
  majors: [14],
  setup: enableTls,
  break: alterSystem('ssl_ecdh_curve', 'secp224r1'),
  fires: [{ kind: 'setting', name: 'ssl_ecdh_curve' }],
});

controlStory(tlsDhParams, {
  majors: [18],
  setup: enableTls,
  break: alterSystem('ssl_groups', 'X25519:secp224r1'),
  fires: [{ kind: 'setting', name: 'ssl_groups' }],
});
