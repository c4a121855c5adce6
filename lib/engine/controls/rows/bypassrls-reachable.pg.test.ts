import { controlStory } from '../../../testing/control-story.ts';
import { bypassrlsReachable } from './bypassrls-reachable.ts';

controlStory(bypassrlsReachable, {
  majors: [14, 16, 18],
  policy: { version: 1, roles: [{ role: 'dumper', kind: 'backup' }] },
  setup: `CREATE ROLE etl LOGIN BYPASSRLS; CREATE ROLE grp; GRANT etl TO grp; CREATE ROLE dumper LOGIN; GRANT etl TO dumper;
    CREATE ROLE plain LOGIN`,
  break: 'CREATE ROLE etl_helper LOGIN NOINHERIT; GRANT grp TO etl_helper',
  fires: [{ kind: 'role', role: 'etl_helper' }],
  // The role that has the attribute itself is bypassrls-attribute's.
  neighbours: [{ role: 'dumper' }, { role: 'plain' }, { role: 'etl' }],
});
