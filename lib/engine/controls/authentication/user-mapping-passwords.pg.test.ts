import { expect, test } from 'vitest';
import { startCluster } from '../../../testing/cluster.ts';
import { clusterTarget } from '../../../testing/cluster-target.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { verdictOf } from '../../../testing/verdict-of.ts';
import { factsOf } from '../../analysis/facts.ts';
import { collect } from '../../inventory/collect.ts';
import { userMappingPasswords } from './user-mapping-passwords.ts';

controlStory(userMappingPasswords, {
  setup: `CREATE ROLE app LOGIN; CREATE FOREIGN DATA WRAPPER dummy; CREATE SERVER archive FOREIGN DATA WRAPPER dummy;
    CREATE SERVER other FOREIGN DATA WRAPPER dummy; CREATE USER MAPPING FOR app SERVER other`,
  break: "CREATE USER MAPPING FOR PUBLIC SERVER archive OPTIONS (password 'canary')",
  fires: [{ kind: 'user-mapping', name: 'archive', public: true }],
  neighbours: [{ name: 'other' }],
  mendByHand: 'DROP USER MAPPING FOR PUBLIC SERVER archive',
  unmendByHand: 'CREATE USER MAPPING FOR PUBLIC SERVER archive',
});

controlStory(userMappingPasswords, {
  setup: `CREATE ROLE app LOGIN; CREATE ROLE certified LOGIN; CREATE EXTENSION postgres_fdw; CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw;
    CREATE USER MAPPING FOR certified SERVER far OPTIONS (user 'shop', sslcert '/x/password=y.crt')`,
  break: "CREATE USER MAPPING FOR app SERVER far OPTIONS (user 'shop', password 'canary')",
  fires: [{ kind: 'user-mapping', name: 'far', role: 'app' }],
  neighbours: [{ role: 'certified' }],
  mendByHand: 'ALTER USER MAPPING FOR app SERVER far OPTIONS (DROP password)',
  unmendByHand: "ALTER USER MAPPING FOR app SERVER far OPTIONS (ADD password 'canary')",
});

test('what only a superuser is shown is not passed for others', async () => {
  const cluster = await startCluster({ major: 18 });
  try {
    await cluster.sql(`CREATE ROLE scan LOGIN; CREATE ROLE app LOGIN; CREATE EXTENSION postgres_fdw; CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw;
      CREATE USER MAPPING FOR app SERVER far OPTIONS (password 'canary')`);
    const as = (role: string) =>
      collect(clusterTarget(cluster, role), { now: new Date().toISOString(), databases: ['postgres'] });
    const shown = await as('postgres');
    expect(JSON.stringify(shown)).not.toContain('canary');
    expect(verdictOf(userMappingPasswords, factsOf(shown)).status).toBe('fail');
    expect(verdictOf(userMappingPasswords, factsOf(await as('scan'))).status).toBe('unknown');
  } finally {
    await cluster.stop();
  }
});
