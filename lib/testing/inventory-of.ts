import { collect } from '../engine/inventory/collect.ts';
import type { Inventory } from '../engine/inventory/inventory.ts';
import type { TestCluster } from './cluster.ts';
import { clusterTarget } from './cluster-target.ts';

/** The inventory of a test cluster as its superuser sees it: nothing hidden. */
export function inventoryOf(cluster: TestCluster, user = 'postgres'): Promise<Inventory> {
  return collect(clusterTarget(cluster, user), { now: () => new Date() });
}
