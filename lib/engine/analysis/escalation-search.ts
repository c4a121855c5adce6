import { passwordTargets, type Step } from './escalation-steps.ts';
import type { RoleGraph } from './role-graph.ts';

/** Everything one role can become, in order of distance, itself first. */
export interface Escalated {
  readonly order: readonly number[];
  /** Whether the way there takes more than the SET ROLE that memberships allow today. */
  isNew(target: number): boolean;
  /** Shortest way there; hops by SET ROLE that follow each other are one step. */
  wayTo(target: number): Step[];
}

type Targets = readonly { readonly to: number; readonly by: Step['by'] }[];

function lazily<Value>(compute: (role: number) => Value): (role: number) => Value {
  const known = new Map<number, Value>();
  return (role) => {
    const hit = known.get(role);
    if (hit !== undefined) return hit;
    const value = compute(role);
    known.set(role, value);
    return value;
  };
}

/**
 * Breadth first over direct memberships, ADMIN OPTION and CREATEROLE. Becoming a superuser ends a way: there is nothing
 * further to become.
 */
export function escalationSearch(graph: RoleGraph, major: number): (start: number) => Escalated {
  const { names, roles } = graph;
  const everyRole = names.map((_, at) => at);
  const settable: number[][] = names.map(() => []);
  graph.directMembers('set').forEach((members, role) => {
    for (const member of members) settable[member]?.push(role);
  });
  const rowOf = (role: number) => roles.get(names[role] ?? '');
  /** Before 16 a CREATEROLE role leads to nearly every role: such wide steps are taken apart from the others. */
  const isWide = (role: number) => major < 16 && rowOf(role)?.createRole === true;
  const targetsOf = lazily((role): Targets => {
    const name = names[role] ?? '';
    const by = isWide(role) ? 'create-role' : 'admin-option';
    const steps = new Map<string, Step['by']>();
    for (const target of graph.administers(name)) steps.set(target, by);
    for (const target of passwordTargets(graph, major, name))
      if (!steps.has(target)) steps.set(target, 'password');
    return Array.from(steps, ([target, how]) => ({ to: graph.position(target) ?? -1, by: how }));
  });
  const stepsByTarget = lazily((role) => new Map(targetsOf(role).map(({ to, by }) => [to, by])));

  return (start) => {
    const cameFrom = new Int32Array(names.length).fill(-1);
    const cameBy: Step['by'][] = [];
    const isNew = new Uint8Array(names.length);
    const order = [start];
    cameFrom[start] = start;
    let left: number[] | null = null;
    const reach = (to: number, from: number, by: Step['by']) => {
      if (cameFrom[to] !== -1) return;
      cameFrom[to] = from;
      cameBy[to] = by;
      isNew[to] = by === 'set-role' ? (isNew[from] ?? 0) : 1;
      order.push(to);
    };
    for (const role of order) {
      if (rowOf(role)?.superuser) continue;
      for (const to of settable[role] ?? []) reach(to, role, 'set-role');
      if (!isWide(role)) {
        for (const { to, by } of targetsOf(role)) reach(to, role, by);
        continue;
      }
      // The first wide step leaves next to nothing for the next ones to add.
      if (left) {
        for (const to of left) {
          const by = stepsByTarget(role).get(to);
          if (by) reach(to, role, by);
        }
      } else for (const { to, by } of targetsOf(role)) reach(to, role, by);
      left = (left ?? everyRole).filter((at) => cameFrom[at] === -1);
    }
    const wayTo = (target: number): Step[] => {
      const way: Step[] = [];
      for (let at = target; at !== start; at = cameFrom[at] ?? start) {
        const step = {
          by: cameBy[at] ?? 'set-role',
          from: names[cameFrom[at] ?? start] ?? '',
          to: names[at] ?? '',
        };
        const next = way.at(-1);
        if (step.by === 'set-role' && next?.by === 'set-role')
          way[way.length - 1] = { ...next, from: step.from };
        else way.push(step);
      }
      return way.reverse();
    };
    return { order, isNew: (target) => isNew[target] === 1, wayTo };
  };
}
