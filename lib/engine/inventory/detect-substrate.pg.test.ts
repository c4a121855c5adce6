import { expect, test } from 'vitest';
import { startCluster } from '../../testing/cluster.ts';
import { clusterTarget } from '../../testing/cluster-target.ts';
import { collect } from './collect.ts';

const now = '2026-01-01T00:00:00.000Z';

test('a managed service is told by its own superuser and its administrator role together', async () => {
  const cluster = await startCluster({ major: 16 });
  try {
    await cluster.sql(
      'CREATE ROLE boss LOGIN SUPERUSER; CREATE ROLE bare LOGIN; CREATE ROLE rds_superuser; CREATE ROLE cloudsqlsuperuser',
    );
    const substrate = async () => (await collect(clusterTarget(cluster, 'boss'), { now })).substrate;
    // A role of that name alone can be made by anybody with CREATEROLE.
    expect(await substrate()).toBe('self-managed');
    await cluster.sql('ALTER ROLE postgres RENAME TO rdsadmin', 'postgres', 'boss');
    expect(await substrate()).toBe('rds');
    await cluster.sql('CREATE FUNCTION public.aurora_version() RETURNS text RETURN 1', 'postgres', 'boss');
    expect(await substrate()).toBe('rds');
    await cluster.sql(
      'SET allow_system_table_mods = on; ALTER FUNCTION public.aurora_version() SET SCHEMA pg_catalog',
      'postgres',
      'boss',
    );
    expect(await substrate()).toBe('aurora');
    await cluster.sql('ALTER ROLE rdsadmin RENAME TO cloudsqladmin', 'postgres', 'boss');
    expect(await substrate()).toBe('cloud-sql');
    const { cluster: sections } = await collect(clusterTarget(cluster, 'bare'), { now });
    for (const name of ['hba-rules', 'ident-mappings', 'password-kinds'] as const)
      expect(sections[name]).toMatchObject({
        gap: { grant: null, reason: expect.stringContaining('managed service') },
      });
    const stated = await collect(clusterTarget(cluster, 'boss'), { now, substrate: 'kubernetes' });
    expect(stated.substrate).toBe('kubernetes');
  } finally {
    await cluster.stop();
  }
});
