import { alterSystem } from '../../../testing/alter-system.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { preloadLibrariesInventory } from './preload-libraries-inventory.ts';

controlStory(preloadLibrariesInventory, {
  policy: { version: 1, software: { libraries: ['pg_stat_statements'] } },
  settings: { shared_preload_libraries: 'pg_stat_statements' },
  break: alterSystem('session_preload_libraries', 'auto_explain'),
  fires: [{ kind: 'setting', name: 'session_preload_libraries' }],
  neighbours: [{ kind: 'setting', name: 'shared_preload_libraries' }],
});
