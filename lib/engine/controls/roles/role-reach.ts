import type { ClusterFacts } from '../../analysis/facts.ts';
import { type RoleGraph, roleGraph } from '../../analysis/role-graph.ts';
import type { RoleRow } from '../../inventory/sections/roles.ts';
import type { Remedy } from '../../model/change.ts';
import { membershipRemoval } from './membership-removal.ts';

/** How a role gets to another: `SET ROLE` as things are, or after granting itself a role it has ADMIN on. */
export interface Reach {
  readonly target: string;
  readonly path: readonly string[];
  readonly how: 'set-role' | 'admin-option';
}

/** Everything a session of `role` can become, itself left out. Nearest first; SET ROLE before ADMIN. */
export function reachOf(graph: RoleGraph, role: string): ReadonlyMap<string, Reach> {
  const found = new Map<string, Reach>();
  const frontier: Reach[] = [{ target: role, path: [role], how: 'set-role' }];
  const add = (reach: Reach) => {
    if (reach.target === role || found.has(reach.target)) return;
    found.set(reach.target, reach);
    frontier.push(reach);
  };
  for (let from = frontier.shift(); from; from = frontier.shift()) {
    for (const target of [...graph.settable(from.target)].sort()) {
      const hops = graph.path(from.target, target, 'set') ?? [from.target, target];
      add({ target, path: [...from.path, ...hops.slice(1)], how: from.how });
    }
    for (const target of [...graph.administers(from.target)].sort()) {
      add({ target, path: [...from.path, target], how: 'admin-option' });
    }
  }
  return found;
}

/** Ends every membership of `role` itself that leads to one of `targets`. */
export function cutReach(cluster: ClusterFacts, role: string, targets: ReadonlySet<string>): Remedy {
  const graph = roleGraph(cluster);
  const direct = new Set(
    cluster
      .read('memberships')
      .filter((row) => row.member === role)
      .map((row) => row.role),
  );
  const leading = [...direct]
    .filter(
      (via) => targets.has(via) || [...reachOf(graph, via).keys()].some((target) => targets.has(target)),
    )
    .sort();
  return leading.length === 0
    ? {
        manual:
          'The way there is CREATEROLE, not a membership of its own: take that attribute away (createrole-attribute).',
      }
    : membershipRemoval(cluster, role, leading);
}

export interface LoginReach {
  readonly login: RoleRow;
  readonly reached: readonly Reach[];
}

/** Login roles that can become one of the roles that `wanted` picks, without being picked themselves. */
export function loginsReaching(cluster: ClusterFacts, wanted: (role: RoleRow) => boolean): LoginReach[] {
  const graph = roleGraph(cluster);
  return [...graph.roles.values()]
    .filter((login) => login.login && !login.superuser && !wanted(login))
    .map((login) => ({
      login,
      reached: [...reachOf(graph, login.name).values()].filter(({ target }) => {
        const row = graph.roles.get(target);
        return row !== undefined && wanted(row);
      }),
    }))
    .filter(({ reached }) => reached.length > 0);
}
