import { alterSystem } from '../../../testing/alter-system.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { enableTls } from '../../../testing/enable-tls.ts';
import { tlsPreferServerCiphers } from './tls-prefer-server-ciphers.ts';

controlStory(tlsPreferServerCiphers, {
  setup: enableTls,
  break: alterSystem('ssl_prefer_server_ciphers', 'off'),
  fires: [{ kind: 'setting', name: 'ssl_prefer_server_ciphers' }],
});
