import type { DatabaseFacts } from '../../analysis/facts.ts';
import { roleGraph } from '../../analysis/role-graph.ts';
import type { RelationRow } from '../../inventory/sections/relations.ts';

export const relationKey = (schema: string, name: string): string => JSON.stringify([schema, name]);

/**
 * Whether statements that run as this role skip the table's policies: superuser or BYPASSRLS by attribute (neither is
 * inherited), or the rights of the owner, inherited ones too, unless row security is forced.
 */
export function bypassesRowSecurity(database: DatabaseFacts, role: string, table: RelationRow): boolean {
  const graph = roleGraph(database.cluster);
  const row = graph.roles.get(role);
  if (row === undefined || row.superuser || row.bypassRls) return true;
  return !table.forceRowSecurity && graph.reaches(role, table.owner, 'inherit', database.name);
}
