import { controlStory } from '../../../testing/control-story.ts';
import { readAllDataReadsVerifiers } from './read-all-data-reads-verifiers.ts';

controlStory(readAllDataReadsVerifiers, {
  policy: { version: 1, roles: [{ role: 'dba', kind: 'admin' }] },
  setup:
    'CREATE ROLE dba; GRANT pg_read_all_data TO dba; CREATE ROLE stats; GRANT pg_read_all_stats TO stats',
  break: 'CREATE ROLE support_agent LOGIN; GRANT pg_read_all_data TO support_agent',
  fires: [{ kind: 'membership', name: 'pg_read_all_data', role: 'support_agent' }],
  neighbours: [{ role: 'dba' }, { role: 'stats' }],
});
