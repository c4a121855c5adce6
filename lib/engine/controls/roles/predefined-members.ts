import type { ClusterFacts } from '../../analysis/facts.ts';
import { roleGraph } from '../../analysis/role-graph.ts';
import { members as bits } from '../../analysis/role-graph-closure.ts';
import { superuserNames } from '../../analysis/superusers.ts';
import type { Remedy } from '../../model/change.ts';
import { membershipRemoval } from './membership-removal.ts';
import { membershipsOf } from './memberships-by.ts';
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

export interface IndirectMember {
  readonly predefined: string;
  readonly login: string;
  /** The members it comes by, sorted. */
  readonly through: readonly string[];
  /** Takes the memberships away by which it does. */
  readonly remedy: Remedy;
}

/**
 * Login roles that come to what these members have, by inheriting from them or by `SET ROLE`, without being members
 * themselves: one per login and predefined role, sorted. To approve a group approves nobody in it: whoever is added later
 * would come with it.
 */
export function indirectMembers(
  cluster: ClusterFacts,
  members: readonly PredefinedMember[],
): IndirectMember[] {
  if (members.length === 0) return [];
  const graph = roleGraph(cluster);
  const { substrate } = cluster.inventory;
  const direct = new Set(cluster.read('memberships').map((row) => JSON.stringify([row.role, row.member])));
  const found = new Map<string, { predefined: string; login: string; through: Set<string> }>();
  for (const { predefined, member } of members) {
    for (const how of ['inherit', 'set'] as const) {
      for (const at of bits(graph.reachersOf(member, how))) {
        const login = graph.names[at] ?? '';
        const row = graph.roles.get(login);
        const key = JSON.stringify([predefined, login]);
        if (!row?.login || row.superuser || login === member || direct.has(key)) continue;
        if (isProviderRole(substrate, login)) continue;
        const one = found.get(key) ?? { predefined, login, through: new Set() };
        one.through.add(member);
        found.set(key, one);
      }
    }
  }
  return [...found.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { predefined, login, through }]) => {
      const leading = membershipsOf(cluster, login)
        .map((row) => row.role)
        .filter((role) =>
          [...through].some((one) => graph.reaches(role, one, 'inherit') || graph.reaches(role, one, 'set')),
        );
      return {
        predefined,
        login,
        through: [...through].sort(),
        remedy: membershipRemoval(cluster, login, [...new Set(leading)].sort()),
      };
    });
}
