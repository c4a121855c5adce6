import { alterSystem } from '../../../testing/alter-system.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { clientMinMessages } from './client-min-messages.ts';

const fires = [{ kind: 'setting', name: 'client_min_messages' }] as const;

controlStory(clientMinMessages, { break: alterSystem('client_min_messages', 'debug1'), fires });

controlStory(clientMinMessages, {
  majors: [17],
  setup: 'CREATE ROLE app LOGIN',
  break: "ALTER ROLE app IN DATABASE shop SET client_min_messages = 'debug5'",
  fires,
});
