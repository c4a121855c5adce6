import { controlStory } from '../../../testing/control-story.ts';
import { readAllDataReadsVerifiers } from './read-all-data-reads-verifiers.ts';

controlStory(readAllDataReadsVerifiers, {
  policy: {
    version: 1,
    roles: [
      { role: 'dba', kind: 'admin' },
      { role: 'dumper', kind: 'backup' },
    ],
  },
  setup:
    'CREATE ROLE dba; CREATE ROLE dumper; GRANT pg_read_all_data TO dba, dumper; CREATE ROLE stats; GRANT pg_read_all_stats TO stats',
  break: 'CREATE ROLE support_agent LOGIN; GRANT pg_read_all_data TO support_agent',
  fires: [{ kind: 'membership', name: 'pg_read_all_data', role: 'support_agent' }],
  neighbours: [{ role: 'dba' }, { role: 'dumper' }, { role: 'stats' }],
});
