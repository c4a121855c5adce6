import { expect } from 'vitest';
import { controlStory } from '../../../testing/control-story.ts';
import { hbaLines, hbaText, rule } from '../../../testing/hba-lines.ts';
import { hbaReplicationScope } from './hba-replication-scope.ts';

const sound = ['host replication standby 10.0.0.5/32 scram-sha-256', 'local replication all trust'];
const everywhere = hbaLines(...sound, 'host replication standby all scram-sha-256');

controlStory(hbaReplicationScope, {
  setup: 'CREATE ROLE standby LOGIN REPLICATION; CREATE ROLE app LOGIN',
  hba: hbaText(...sound),
  break: hbaLines(
    ...sound,
    'host replication all 10.0.0.0/8 scram-sha-256',
    'host all all 10.8.0.0/16 scram-sha-256',
  ),
  fires: [rule('host replication all 10.0.0.0/8 scram-sha-256')],
  neighbours: [...sound.map(rule), rule('host all all 10.8.0.0/16 scram-sha-256')],
});

// Whoever comes to databases by the same rule still does.
controlStory(hbaReplicationScope, {
  majors: [14, 17],
  setup: 'CREATE ROLE standby LOGIN REPLICATION; CREATE ROLE app LOGIN',
  hba: hbaText(...sound),
  break: hbaLines(...sound, 'host shop,replication all 10.0.0.0/24 scram-sha-256'),
  fires: [rule('host shop,replication all 10.0.0.0/24 scram-sha-256')],
  mended: async (cluster) => {
    const rows = await cluster.sql(
      "SELECT database::text, user_name::text FROM pg_hba_file_rules WHERE address = '10.0.0.0' ORDER BY line_number",
    );
    expect(rows).toEqual([
      { database: '{replication}', user_name: '{standby}' },
      { database: '{shop}', user_name: '{all}' },
    ]);
  },
});

controlStory(hbaReplicationScope, {
  majors: [17],
  setup: 'CREATE ROLE standby LOGIN REPLICATION',
  hba: hbaText(...sound),
  break: everywhere,
  fires: [rule('host replication standby all scram-sha-256')],
  mendByHand: hbaLines(...sound),
  unmendByHand: everywhere,
});
