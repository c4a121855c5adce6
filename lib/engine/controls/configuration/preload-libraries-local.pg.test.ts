import { controlStory } from '../../../testing/control-story.ts';
import { preloadLibrariesLocal } from './preload-libraries-local.ts';

controlStory(preloadLibrariesLocal, {
  setup: "CREATE ROLE app LOGIN; CREATE ROLE calm LOGIN; ALTER ROLE calm SET local_preload_libraries = ''",
  break: "ALTER ROLE app SET local_preload_libraries = 'Audit Hook', plain",
  fires: [{ kind: 'setting', name: 'local_preload_libraries' }],
});
