import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { clusterTarget } from '../../../testing/cluster-target.ts';
import { collect } from '../../inventory/collect.ts';
import { escalations } from '../escalation.ts';
import { factsOf } from '../facts.ts';
import { loadParser } from '../row-security/parser.ts';

// The service's own superuser and its administrator role are what a managed server is known by: here they are made.

const services = [
  { substrate: 'rds', owner: 'rdsadmin', administrator: 'rds_superuser' },
  { substrate: 'cloud-sql', owner: 'cloudsqladmin', administrator: 'cloudsqlsuperuser' },
  { substrate: 'azure', owner: 'azuresu', administrator: 'azure_pg_admin' },
] as const;

let cluster: TestCluster;
beforeAll(async () => {
  await loadParser();
  cluster = await startCluster({ major: 16 });
  await cluster.sql('CREATE ROLE boss LOGIN SUPERUSER');
  for (const { administrator } of services) {
    const group = `${administrator}_team`;
    await cluster.sql(
      `CREATE ROLE ${administrator} CREATEROLE; CREATE ROLE ${group}; GRANT ${administrator} TO ${group};
       CREATE ROLE ${administrator}_member LOGIN; GRANT ${group} TO ${administrator}_member;
       CREATE ROLE ${administrator}_later LOGIN; GRANT ${administrator} TO ${administrator}_later WITH INHERIT FALSE;
       CREATE ROLE ${administrator}_locked LOGIN; GRANT ${administrator} TO ${administrator}_locked WITH INHERIT FALSE, SET FALSE`,
    );
  }
});
afterAll(() => cluster.stop());

test('whoever has or can reach the administrator of the managed service has a line, on its service alone', async () => {
  let owner = 'postgres';
  const administer = async () => {
    const inventory = await collect(clusterTarget(cluster, 'boss'), { now: '2026-01-01T00:00:00.000Z' });
    const lines = escalations(factsOf(inventory)).filter(({ to }) => to === 'service-administrator');
    return { substrate: inventory.substrate, lines };
  };
  expect(await administer()).toEqual({ substrate: 'self-managed', lines: [] });
  for (const service of services) {
    await cluster.sql(`ALTER ROLE ${owner} RENAME TO ${service.owner}`, 'postgres', 'boss');
    owner = service.owner;
    const { substrate, lines } = await administer();
    expect(substrate).toBe(service.substrate);
    const { administrator } = service;
    expect(lines.map(({ role, target }) => [role, target])).toEqual([
      [administrator, administrator],
      [`${administrator}_later`, administrator],
      [`${administrator}_member`, administrator],
      [`${administrator}_team`, administrator],
    ]);
    const path = (name: string) => lines.find(({ role }) => role === `${administrator}_${name}`)?.path;
    const administers = (name: string) => `"${name}" administers the managed service (${administrator})`;
    expect(path('member')).toEqual([administers(`${administrator}_member`)]);
    expect(path('later')).toEqual([
      `"${administrator}_later" may SET ROLE to "${administrator}"`,
      administers(administrator),
    ]);
    // What the line promises: the server lets it act as the administrator, and the locked neighbour not.
    const create = (name: string) =>
      cluster.sql(
        `SET ROLE ${administrator}; CREATE ROLE ${administrator}_new_${name}`,
        'postgres',
        `${administrator}_${name}`,
      );
    await create('later');
    await expect(create('locked')).rejects.toThrow(/permission denied/);
  }
});
