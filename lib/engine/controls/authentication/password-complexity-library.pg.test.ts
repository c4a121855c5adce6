import { alterSystem } from '../../../testing/alter-system.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { passwordComplexityLibrary } from './password-complexity-library.ts';

controlStory(passwordComplexityLibrary, {
  hba: 'local all all trust\nhost all all 127.0.0.1/32 trust\nhost all all 10.0.0.0/8 scram-sha-256',
  setup: alterSystem('shared_preload_libraries', 'passwordcheck', 'restart'),
  break: alterSystem('shared_preload_libraries', null, 'restart'),
  fires: [{ kind: 'setting', name: 'shared_preload_libraries' }],
  mendByHand: alterSystem('shared_preload_libraries', '$libdir/passwordcheck.so', 'restart'),
  unmendByHand: alterSystem('shared_preload_libraries', null, 'restart'),
});
