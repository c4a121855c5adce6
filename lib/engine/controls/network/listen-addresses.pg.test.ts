import { alterSystem } from '../../../testing/alter-system.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { listenAddresses } from './listen-addresses.ts';

controlStory(listenAddresses, {
  break: alterSystem('listen_addresses', '*', 'restart'),
  fires: [{ kind: 'setting', name: 'listen_addresses' }],
  mendByHand: alterSystem('listen_addresses', 'localhost', 'restart'),
  unmendByHand: alterSystem('listen_addresses', '127.0.0.1,0.0.0.0', 'restart'),
});
