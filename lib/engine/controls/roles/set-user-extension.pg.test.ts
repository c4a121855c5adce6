import { controlStory } from '../../../testing/control-story.ts';
import { setUserExtension } from './set-user-extension.ts';

controlStory(setUserExtension, {
  setup: 'CREATE ROLE grouping SUPERUSER NOLOGIN',
  cleanStatus: 'not-applicable',
  break: 'CREATE ROLE anna SUPERUSER LOGIN',
  fires: [{ kind: 'setting', name: 'shared_preload_libraries' }],
  mendByHand: 'ALTER ROLE anna NOSUPERUSER',
  unmendByHand: 'ALTER ROLE anna SUPERUSER',
});
