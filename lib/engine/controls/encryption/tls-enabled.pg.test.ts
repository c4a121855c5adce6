import { alterSystem } from '../../../testing/alter-system.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { enableTls } from '../../../testing/enable-tls.ts';
import { tlsEnabled } from './tls-enabled.ts';

controlStory(tlsEnabled, {
  setup: enableTls,
  break: alterSystem('ssl', 'off'),
  fires: [{ kind: 'setting', name: 'ssl' }],
});
