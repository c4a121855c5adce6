import { alterSystem } from '../../../testing/alter-system.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { configPendingRestart } from './config-pending-restart.ts';

controlStory(configPendingRestart, {
  break: alterSystem('max_connections', '61'),
  fires: [{ kind: 'setting', name: 'max_connections' }],
  neighbours: [{ name: 'shared_buffers' }],
  mendByHand: (cluster) => cluster.restart(),
  unmendByHand: alterSystem('max_connections', '62'),
});
