import type { ClusterFacts } from '../../analysis/facts.ts';
import { superuserNames } from '../../analysis/superusers.ts';
import { isProviderRole, isSystemRole } from './system-role.ts';

export interface PredefinedMember {
  readonly predefined: string;
  readonly member: string;
  readonly inherits: boolean;
  readonly maySet: boolean;
  readonly admin: boolean;
}

/**
 * Direct members of predefined roles, one per pair whatever the number of grantors, sorted. Superusers are left out
 * (a membership gives them nothing), and so are the links among predefined roles themselves.
 */
export function predefinedMembers(
  cluster: ClusterFacts,
  predefined: (role: string) => boolean,
): PredefinedMember[] {
  const superusers = superuserNames(cluster);
  const members = new Map<string, PredefinedMember>();
  for (const row of cluster.read('memberships')) {
    if (
      !isSystemRole(row.role) ||
      !predefined(row.role) ||
      isSystemRole(row.member) ||
      superusers.has(row.member)
    )
      continue;
    if (isProviderRole(cluster.inventory.substrate, row.member)) continue;
    const key = JSON.stringify([row.role, row.member]);
    const known = members.get(key);
    members.set(key, {
      predefined: row.role,
      member: row.member,
      inherits: row.inheritOption || (known?.inherits ?? false),
      maySet: row.setOption || (known?.maySet ?? false),
      admin: row.adminOption || (known?.admin ?? false),
    });
  }
  return [...members.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, member]) => member);
}
