import { collect } from '../engine/inventory/collect.ts';
import type { Inventory } from '../engine/inventory/inventory.ts';
import type { TestCluster } from './cluster.ts';
import { clusterTarget } from './cluster-target.ts';

/** The inventory of a test cluster as its superuser sees it: nothing hidden. Only `databases` where given. */
export function inventoryOf(
  cluster: TestCluster,
  databases?: readonly [string, ...string[]],
): Promise<Inventory> {
  return collect(clusterTarget(cluster, 'postgres', databases?.[0]), {
    now: new Date().toISOString(),
    databases: databases ?? 'all',
  });
}
