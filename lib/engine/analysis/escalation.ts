import { dangerousRoles, isActiveMember } from './escalation-dangers.ts';
import { escalationSteps, type Step, stepInWords } from './escalation-steps.ts';
import type { ClusterFacts } from './facts.ts';
import { memo } from './memo.ts';
import { roleGraph } from './role-graph.ts';

/**
 * What a role can make of itself.
 *
 * - `superuser`: it can become a superuser role.
 * - `operating-system`: it can run programs, write or read files as the server's own account.
 * - `bypass-rls`: it can become a role that row security does not bind.
 * - `role`: it can become `target`, which no `SET ROLE` lets it become today.
 */
export type EscalationTo = 'superuser' | 'operating-system' | 'bypass-rls' | 'role';

export interface Escalation {
  readonly role: string;
  readonly to: EscalationTo;
  /** The role that is reached; for `operating-system` the predefined role whose power it is; `null` for all of them. */
  readonly target: string | null;
  readonly steps: readonly Step[];
  /** The steps as sentences. Names stand in them as the catalog has them: escape them where they are shown. */
  readonly path: readonly string[];
}

/** Every role that acting as `start` can lead to, and the last step there: breadth first, so that ways are shortest. */
function reachable(start: string, steps: (role: string) => readonly Step[]): Map<string, Step | null> {
  const last = new Map<string, Step | null>([[start, null]]);
  for (const role of last.keys()) {
    for (const step of steps(role)) if (!last.has(step.to)) last.set(step.to, step);
  }
  return last;
}

function wayTo(target: string, last: ReadonlyMap<string, Step | null>): Step[] {
  const way: Step[] = [];
  for (let step = last.get(target); step; step = last.get(step.from)) way.push(step);
  return way.reverse();
}

/**
 * Ways in which a role can make itself more than it is, closed over SET ROLE, ADMIN OPTION, CREATEROLE by the rules of
 * the major, and the predefined roles that reach the operating system. Superusers have no line: there is nothing more.
 * One line per role, kind and target, by a shortest way; sorted by them. Before 16 a CREATEROLE role reaches every role
 * but superusers: that is one line of kind `role`, with target `null`.
 * Throws `UnreadSection` without `roles` and `memberships`.
 */
export const escalations: (facts: ClusterFacts) => readonly Escalation[] = memo((facts: ClusterFacts) => {
  const graph = roleGraph(facts);
  const major = Math.floor(facts.inventory.server.versionNum / 10_000);
  const steps = escalationSteps(graph, major);
  const found: Escalation[] = [];
  for (const role of graph.names) {
    if (graph.roles.get(role)?.superuser || role.startsWith('pg_')) continue;
    const last = reachable(role, steps);
    const add = (to: EscalationTo, target: string | null, via: string, ending: string | null) => {
      const way = wayTo(via, last);
      const words = way.map((step) => stepInWords(graph, step));
      found.push({ role, to, target, steps: way, path: ending === null ? words : [...words, ending] });
    };
    let creator: string | null = null;
    for (const [target, step] of last) {
      const row = graph.roles.get(target);
      if (row?.superuser) add('superuser', target, target, `"${target}" is a superuser`);
      if (row?.bypassRls && step) add('bypass-rls', target, target, `"${target}" has BYPASSRLS`);
      if (major < 16 && row?.createRole && !row.superuser) creator ??= target;
    }
    for (const target of creator === null ? last.keys() : []) {
      if (wayTo(target, last).some((step) => step.by !== 'set-role')) add('role', target, target, null);
    }
    if (creator !== null) {
      add(
        'role',
        null,
        creator,
        `"${creator}" has CREATEROLE, which before 16 leads to every role but superusers`,
      );
    }
    for (const { name, power } of dangerousRoles) {
      if (!graph.roles.has(name)) continue;
      // In order of distance: the first that has the power is the nearest.
      const holder = [...last.keys()].find(
        (target) => !graph.roles.get(target)?.superuser && isActiveMember(graph, major, target, name),
      );
      if (holder !== undefined) add('operating-system', name, holder, `"${holder}" may ${power} (${name})`);
    }
  }
  const key = (escalation: Escalation) =>
    [escalation.role, escalation.to, escalation.target ?? ''].join('\0');
  return found.sort((one, other) => (key(one) < key(other) ? -1 : 1));
});
