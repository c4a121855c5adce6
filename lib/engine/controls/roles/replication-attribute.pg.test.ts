import { controlStory } from '../../../testing/control-story.ts';
import { replicationAttribute } from './replication-attribute.ts';

controlStory(replicationAttribute, {
  policy: {
    version: 1,
    roles: [
      { role: 'standby', kind: 'replication' },
      { role: 'base', kind: 'backup' },
    ],
  },
  setup: 'CREATE ROLE standby LOGIN REPLICATION; CREATE ROLE base LOGIN REPLICATION',
  break: 'CREATE ROLE exporter LOGIN REPLICATION',
  fires: [{ kind: 'role', role: 'exporter' }],
  neighbours: [{ role: 'standby' }, { role: 'base' }],
});
