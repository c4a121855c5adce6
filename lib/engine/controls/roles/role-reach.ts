import type { ClusterFacts } from '../../analysis/facts.ts';
import { memo } from '../../analysis/memo.ts';
import { type RoleGraph, roleGraph } from '../../analysis/role-graph.ts';
import { members } from '../../analysis/role-graph-closure.ts';
import type { RoleRow } from '../../inventory/sections/roles.ts';
import type { Remedy } from '../../model/change.ts';
import { membershipRemoval } from './membership-removal.ts';
import { membershipsOf } from './memberships-by.ts';

/** How a role gets to another: `SET ROLE` as things are, or after granting itself a role it has ADMIN on. */
export interface Reach {
  readonly target: string;
  readonly path: readonly string[];
  readonly how: 'set-role' | 'admin-option';
}

/** What each role could grant to itself, asked for once: every login's ways lead over the same roles. */
const administered = memo((graph: RoleGraph) => {
  const known = new Map<string, ReadonlySet<string>>();
  return (role: string): ReadonlySet<string> => {
    const roles = known.get(role) ?? graph.administers(role);
    known.set(role, roles);
    return roles;
  };
});

/** Every role that can become one of `targets`, these included: backwards from them, so that nobody else costs anything. */
function leadingTo(graph: RoleGraph, targets: ReadonlySet<string>): ReadonlySet<string> {
  const leading = new Set<string>();
  const frontier = [...targets];
  while (frontier.length > 0) {
    for (let target = frontier.pop(); target !== undefined; target = frontier.pop()) {
      for (const at of members(graph.reachersOf(target, 'set'))) leading.add(graph.names[at] ?? '');
    }
    for (const role of graph.names) {
      if (leading.has(role) || ![...administered(graph)(role)].some((target) => leading.has(target)))
        continue;
      leading.add(role);
      frontier.push(role);
    }
  }
  return leading;
}

/** The last step to a role: from whom, and by which right. */
interface Step {
  readonly from: string;
  readonly how: Reach['how'];
}

/** Everything a session of `role` can become, itself left out, with the last step of a short way there. */
function stepsFrom(graph: RoleGraph, role: string): ReadonlyMap<string, Step> {
  const steps = new Map<string, Step>();
  // What can be set to from here is already everything that can be set to from there.
  const open = [role];
  for (let from = open.shift(); from !== undefined; from = open.shift()) {
    const settable = [...graph.settable(from)]
      .filter((name) => name === from || (name !== role && !steps.has(name)))
      .sort();
    for (const target of settable) if (target !== from) steps.set(target, { from, how: 'set-role' });
    for (const via of settable) {
      for (const target of [...administered(graph)(via)].sort()) {
        if (target === role || steps.has(target)) continue;
        steps.set(target, { from: via, how: 'admin-option' });
        open.push(target);
      }
    }
  }
  return steps;
}

function reachTo(graph: RoleGraph, role: string, target: string, steps: ReadonlyMap<string, Step>): Reach {
  const path: string[] = [target];
  let how: Reach['how'] = 'set-role';
  for (let at = target; at !== role; ) {
    const step = steps.get(at);
    if (!step) break;
    const hops =
      step.how === 'set-role' ? (graph.path(step.from, at, 'set') ?? [step.from, at]) : [step.from, at];
    path.unshift(...hops.slice(0, -1));
    if (step.how === 'admin-option') how = 'admin-option';
    at = step.from;
  }
  return { target, path, how };
}

/** Ends every membership of `role` itself that leads to one of `targets`. */
export function cutReach(cluster: ClusterFacts, role: string, targets: ReadonlySet<string>): Remedy {
  const leading = leadingTo(roleGraph(cluster), targets);
  const direct = new Set(
    membershipsOf(cluster, role)
      .filter((row) => leading.has(row.role))
      .map((row) => row.role),
  );
  return direct.size === 0
    ? {
        manual:
          'The way there is CREATEROLE, not a membership of its own: take that attribute away (createrole-attribute).',
      }
    : membershipRemoval(cluster, role, [...direct].sort());
}

export interface LoginReach {
  readonly login: RoleRow;
  readonly reached: readonly Reach[];
}

/** Login roles that can become one of the roles that `wanted` picks, without being picked themselves. */
export function loginsReaching(cluster: ClusterFacts, wanted: (role: RoleRow) => boolean): LoginReach[] {
  const graph = roleGraph(cluster);
  const targets = new Set([...graph.roles.values()].filter(wanted).map((role) => role.name));
  const leading = leadingTo(graph, targets);
  return [...graph.roles.values()].flatMap((login) => {
    if (!login.login || login.superuser || targets.has(login.name) || !leading.has(login.name)) return [];
    const steps = stepsFrom(graph, login.name);
    const reached = [...steps.keys()].filter((target) => targets.has(target));
    return reached.length === 0
      ? []
      : [{ login, reached: reached.map((target) => reachTo(graph, login.name, target, steps)) }];
  });
}
