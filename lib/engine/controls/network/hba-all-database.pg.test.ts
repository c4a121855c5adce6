import { expect } from 'vitest';
import { controlStory } from '../../../testing/control-story.ts';
import { hbaLines, hbaText, rule } from '../../../testing/hba-lines.ts';
import { hbaAllDatabase } from './hba-all-database.ts';

// What goes for replication in the same rule goes on.
controlStory(hbaAllDatabase, {
  majors: [16, 18],
  setup: 'CREATE ROLE standby LOGIN REPLICATION; CREATE ROLE app LOGIN',
  hba: hbaText('host shop app 10.0.1.0/24 scram-sha-256'),
  break: hbaLines(
    'host shop app 10.0.1.0/24 scram-sha-256',
    'host all,replication standby 10.0.0.5/32 scram-sha-256',
    'host /. app 10.0.2.0/24 scram-sha-256',
  ),
  fires: [
    rule('host all,replication standby 10.0.0.5/32 scram-sha-256'),
    rule('host /. app 10.0.2.0/24 scram-sha-256'),
  ],
  mended: async (cluster) => {
    const rows = await cluster.sql(
      "SELECT database FROM pg_hba_file_rules WHERE 'standby' = ANY (user_name)",
    );
    expect(JSON.stringify(rows)).toContain('replication');
  },
});

controlStory(hbaAllDatabase, {
  setup: 'CREATE ROLE app LOGIN',
  hba: hbaText('host shop app 10.0.1.0/24 scram-sha-256', 'host all all 10.0.9.0/24 reject'),
  break: hbaLines(
    'host shop app 10.0.1.0/24 scram-sha-256',
    'host all all 10.0.9.0/24 reject',
    'host all app 10.0.0.0/8 scram-sha-256',
    'host all app ::1/128 scram-sha-256',
  ),
  fires: [rule('host all app 10.0.0.0/8 scram-sha-256')],
  neighbours: [
    rule('host shop app 10.0.1.0/24 scram-sha-256'),
    rule('host all all 10.0.9.0/24 reject'),
    rule('host all app ::1/128 scram-sha-256'),
  ],
});
