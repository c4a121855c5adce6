import type { Inventory } from '../engine/inventory/inventory.ts';
import type { ClusterSectionName, ClusterSections } from '../engine/inventory/section-name.ts';

/**
 * The inventory of a real server with the rows of one section changed: for what a test machine cannot have, such as a
 * client on another machine or a module that is not built. Everything else stays as the server said.
 */
export function relabel<Name extends ClusterSectionName>(
  inventory: Inventory,
  name: Name,
  change: (rows: readonly ClusterSections[Name][]) => readonly ClusterSections[Name][],
): Inventory {
  const section = inventory.cluster[name];
  if ('gap' in section) throw new Error(`${name} was not read: ${section.gap.reason}`);
  const rows = change(section.rows as readonly ClusterSections[Name][]);
  return { ...inventory, cluster: { ...inventory.cluster, [name]: { rows } } };
}

/** The inventory as a scan role without the right to read that section would have it. */
export function unread(inventory: Inventory, name: ClusterSectionName): Inventory {
  const gap = { input: name, database: null, reason: 'taken away by the test', grant: null };
  return { ...inventory, cluster: { ...inventory.cluster, [name]: { gap } } };
}
