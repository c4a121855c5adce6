import { alterSystem } from '../../../testing/alter-system.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { localSocketPermissions } from './local-socket-permissions.ts';

controlStory(localSocketPermissions, {
  settings: { unix_socket_permissions: '0770' },
  break: alterSystem('unix_socket_permissions', '0777', 'restart'),
  fires: [{ kind: 'setting', name: 'unix_socket_permissions' }],
});
