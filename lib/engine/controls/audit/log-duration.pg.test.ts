import { alterSystem } from '../../../testing/alter-system.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { logDuration } from './log-duration.ts';

const fires = [{ kind: 'setting', name: 'log_min_duration_statement' }] as const;

controlStory(logDuration, { break: alterSystem('log_min_duration_statement', '0'), fires });

// A sample that leaves nothing out, and what logs every statement by another name.
controlStory(logDuration, {
  majors: [14, 18],
  policy: { version: 1, roles: [{ role: 'dba', kind: 'admin' }] },
  // What administrators do may be recorded word by word.
  setup: "CREATE ROLE app LOGIN; CREATE ROLE dba LOGIN; ALTER ROLE dba SET log_statement = 'all'",
  break: async (cluster) => {
    await alterSystem('log_min_duration_sample', '0')(cluster);
    await alterSystem('log_transaction_sample_rate', '1')(cluster);
    await cluster.sql("ALTER ROLE app SET log_statement = 'all'");
  },
  fires: [
    { kind: 'setting', name: 'log_min_duration_sample' },
    { kind: 'setting', name: 'log_transaction_sample_rate' },
    { kind: 'setting', name: 'log_statement' },
  ],
  neighbours: [{ name: 'log_min_duration_statement' }],
});

// A tenth of it is not every statement.
controlStory(logDuration, {
  majors: [16],
  setup: async (cluster) => {
    await alterSystem('log_statement_sample_rate', '0.1')(cluster);
    await alterSystem('log_min_duration_sample', '0')(cluster);
  },
  break: alterSystem('log_statement_sample_rate', '1'),
  fires: [{ kind: 'setting', name: 'log_min_duration_sample' }],
});

controlStory(logDuration, {
  majors: [17],
  setup: 'CREATE ROLE app LOGIN',
  break: "ALTER ROLE app IN DATABASE shop SET log_min_duration_statement = '0'",
  fires,
});
