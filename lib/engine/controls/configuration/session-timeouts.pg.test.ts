import { alterSystem } from '../../../testing/alter-system.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { sessionTimeouts } from './session-timeouts.ts';

const fires = [{ kind: 'setting', name: 'idle_in_transaction_session_timeout' }] as const;

controlStory(sessionTimeouts, {
  setup: alterSystem('idle_in_transaction_session_timeout', '5min'),
  break: alterSystem('idle_in_transaction_session_timeout', '0'),
  fires,
});

controlStory(sessionTimeouts, {
  majors: [16],
  setup: async (cluster) => {
    await alterSystem('idle_in_transaction_session_timeout', '5min')(cluster);
    await cluster.sql(
      "CREATE ROLE app LOGIN; CREATE ROLE batch LOGIN; ALTER ROLE batch SET idle_in_transaction_session_timeout = '1h'",
    );
  },
  break: 'ALTER ROLE app SET idle_in_transaction_session_timeout = 0',
  fires,
});
