import { alterSystem } from '../../../testing/alter-system.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { logStatement } from './log-statement.ts';

const fires = [{ kind: 'setting', name: 'log_statement' }] as const;

// The files look right; one role leaves no trace.
controlStory(logStatement, {
  setup: async (cluster) => {
    await alterSystem('log_statement', 'ddl')(cluster);
    await cluster.sql(
      'CREATE ROLE app LOGIN; CREATE ROLE grouping NOLOGIN; ALTER ROLE grouping SET log_statement = none',
    );
  },
  break: "ALTER ROLE app SET log_statement = 'none'; ALTER DATABASE shop SET log_statement = 'none'",
  fires,
});

controlStory(logStatement, {
  majors: [16],
  setup: alterSystem('log_statement', 'mod'),
  break: alterSystem('log_statement', 'none'),
  fires,
});
