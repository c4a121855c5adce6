import { alterSystem } from '../../../testing/alter-system.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { maxConnectionsBound } from './max-connections-bound.ts';

controlStory(maxConnectionsBound, {
  policy: { version: 1, connections: { maximumConnections: 100 } },
  setup: alterSystem('max_connections', '60', 'restart'),
  break: alterSystem('max_connections', '150', 'restart'),
  fires: [{ kind: 'setting', name: 'max_connections' }],
});
