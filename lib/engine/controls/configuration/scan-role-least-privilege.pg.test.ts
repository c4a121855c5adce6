import { afterAll, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { clusterTarget } from '../../../testing/cluster-target.ts';
import { verdictOf } from '../../../testing/verdict-of.ts';
import { factsOf } from '../../analysis/facts.ts';
import { collect } from '../../inventory/collect.ts';
import { scanRoleLeastPrivilege } from './scan-role-least-privilege.ts';

const started: TestCluster[] = [];
afterAll(() => Promise.all(started.map((cluster) => cluster.stop())));

test.each([14, 18] as const)('scan roles of PostgreSQL %i', async (major) => {
  const cluster = await startCluster({ major });
  started.push(cluster);
  await cluster.sql(
    'CREATE ROLE lean LOGIN; GRANT pg_read_all_settings, pg_read_all_stats TO lean; CREATE ROLE broad LOGIN REPLICATION; CREATE ROLE middle; GRANT pg_read_all_data TO middle; GRANT middle TO broad; CREATE ROLE quiet LOGIN; GRANT postgres TO quiet',
  );
  const as = async (role: string) => {
    const inventory = await collect(clusterTarget(cluster, role), {
      now: new Date().toISOString(),
      databases: 'all',
    });
    return verdictOf(scanRoleLeastPrivilege, factsOf(inventory));
  };
  expect((await as('lean')).status).toBe('pass');
  expect((await as('broad')).findings[0]?.evidence).toEqual({
    attributes: ['REPLICATION'],
    memberships: ['pg_read_all_data'],
  });
  // Not a superuser, and one SET ROLE away from it.
  expect((await as('quiet')).findings[0]?.evidence).toEqual({ attributes: [], memberships: ['postgres'] });
  expect((await as('postgres')).findings[0]?.title).toContain('SUPERUSER');
});
