import type { Detour } from './escalation/power.ts';
import { passwordTargets, type Step } from './escalation-steps.ts';
import type { RoleGraph } from './role-graph.ts';
import { members } from './role-graph-closure.ts';

/** Everything one role can become, in order of distance, itself first. */
export interface Escalated {
  readonly order: readonly number[];
  /** Whether the way there takes more than the SET ROLE that memberships allow today. */
  isNew(target: number): boolean;
  /** Shortest way there; hops by SET ROLE that follow each other are one step. */
  wayTo(target: number): Step[];
}

type How = Pick<Step, 'by' | 'detour'>;
type Targets = readonly { readonly to: number; readonly how: How }[];

const hows = {
  'set-role': { by: 'set-role' },
  'admin-option': { by: 'admin-option' },
  'create-role': { by: 'create-role' },
  password: { by: 'password' },
} as const satisfies Readonly<Record<string, How>>;

/** Detours by the role that may take them and the role they lead to: the first of several. */
function detoursByRole(graph: RoleGraph, detours: readonly Detour[]): Map<number, Map<string, Detour>> {
  const found = new Map<number, Map<string, Detour>>();
  for (const detour of detours) {
    for (const role of members(detour.members)) {
      const own = found.get(role) ?? new Map<string, Detour>();
      found.set(role, own);
      if (!own.has(detour.to) && graph.names[role] !== detour.to) own.set(detour.to, detour);
    }
  }
  return found;
}

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
 * Breadth first over direct memberships, ADMIN OPTION, CREATEROLE and detours. Becoming a superuser ends a way: there is nothing
 * further to become.
 */
export function escalationSearch(
  graph: RoleGraph,
  major: number,
  detours: readonly Detour[] = [],
): (start: number) => Escalated {
  const { names, roles } = graph;
  const everyRole = names.map((_, at) => at);
  const settable: number[][] = names.map(() => []);
  graph.directMembers('set').forEach((members, role) => {
    for (const member of members) settable[member]?.push(role);
  });
  const rowOf = (role: number) => roles.get(names[role] ?? '');
  /** Before 16 a CREATEROLE role leads to nearly every role: such wide steps are taken apart from the others. */
  const isWide = (role: number) => major < 16 && rowOf(role)?.createRole === true;
  const around = detoursByRole(graph, detours);
  const targetsOf = lazily((role): Targets => {
    const name = names[role] ?? '';
    const by = isWide(role) ? 'create-role' : 'admin-option';
    const steps = new Map<string, How>();
    for (const target of graph.administers(name)) steps.set(target, hows[by]);
    for (const target of passwordTargets(graph, major, name))
      if (!steps.has(target)) steps.set(target, hows.password);
    for (const [target, detour] of around.get(role) ?? [])
      if (!steps.has(target)) steps.set(target, { by: 'detour', detour });
    return Array.from(steps, ([target, how]) => ({ to: graph.position(target) ?? -1, how }));
  });
  const stepsByTarget = lazily((role) => new Map(targetsOf(role).map(({ to, how }) => [to, how])));

  return (start) => {
    const cameFrom = new Int32Array(names.length).fill(-1);
    const cameBy: How[] = [];
    const isNew = new Uint8Array(names.length);
    const order = [start];
    cameFrom[start] = start;
    let left: number[] | null = null;
    const reach = (to: number, from: number, how: How) => {
      if (cameFrom[to] !== -1) return;
      cameFrom[to] = from;
      cameBy[to] = how;
      isNew[to] = how.by === 'set-role' ? (isNew[from] ?? 0) : 1;
      order.push(to);
    };
    for (const role of order) {
      if (rowOf(role)?.superuser) continue;
      for (const to of settable[role] ?? []) reach(to, role, hows['set-role']);
      if (!isWide(role)) {
        for (const { to, how } of targetsOf(role)) reach(to, role, how);
        continue;
      }
      // The first wide step leaves next to nothing for the next ones to add.
      if (left) {
        for (const to of left) {
          const how = stepsByTarget(role).get(to);
          if (how) reach(to, role, how);
        }
      } else for (const { to, how } of targetsOf(role)) reach(to, role, how);
      left = (left ?? everyRole).filter((at) => cameFrom[at] === -1);
    }
    const wayTo = (target: number): Step[] => {
      const way: Step[] = [];
      for (let at = target; at !== start; at = cameFrom[at] ?? start) {
        const step: Step = {
          ...(cameBy[at] ?? hows['set-role']),
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
