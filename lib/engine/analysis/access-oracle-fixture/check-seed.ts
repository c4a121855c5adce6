import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import type { ConnectionTarget } from '../../connect/connection-target.ts';
import { collect } from '../../inventory/collect.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { compareExecuted } from './compare-executed.ts';
import { comparePrivileges, newReport, type OracleReport } from './compare-privileges.ts';
import { makeRandomCluster } from './make-cluster.ts';

/** The inventory a superuser collects over the cluster's own socket. */
export function collectShop(cluster: TestCluster): Promise<Inventory> {
  const target: ConnectionTarget = {
    host: cluster.socketDirectory,
    port: cluster.port,
    database: 'shop',
    user: 'postgres',
    password: null,
    tls: { mode: 'disable', rootCertificate: null, certificate: null, key: null },
  };
  return collect(target, { databases: ['shop'], now: '2026-01-01T00:00:00Z' });
}

/** Makes the cluster of one seed on one major, compares everything with the server, and throws it away. */
export async function checkSeed(major: TestCluster['major'], seed: number): Promise<OracleReport> {
  const report = newReport();
  const cluster = await startCluster({ major });
  try {
    await makeRandomCluster(cluster, seed, report);
    const inventory = await collectShop(cluster);
    await comparePrivileges(cluster, inventory, report);
    await compareExecuted(cluster, inventory, report);
  } finally {
    await cluster.stop();
  }
  return report;
}
