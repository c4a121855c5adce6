import { activeMembers, dangerousRoles } from './escalation-dangers.ts';
import { escalationSearch } from './escalation-search.ts';
import { type Step, stepInWords } from './escalation-steps.ts';
import type { ClusterFacts } from './facts.ts';
import { memo } from './memo.ts';
import { roleGraph } from './role-graph.ts';
import { hasBit } from './role-graph-closure.ts';

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
  const search = escalationSearch(graph, major);
  const dangers = dangerousRoles
    .filter(({ name }) => graph.roles.has(name))
    .map(({ name, power }) => ({ name, power, members: activeMembers(graph, major, name) }));
  const found: Escalation[] = [];
  graph.names.forEach((role, start) => {
    if (graph.roles.get(role)?.superuser || role.startsWith('pg_')) return;
    const { order, isNew, wayTo } = search(start);
    const add = (to: EscalationTo, target: string | null, through: number, ending: string | null) => {
      const steps = wayTo(through);
      const words = steps.map((step) => stepInWords(graph, step));
      found.push({ role, to, target, steps, path: ending === null ? words : [...words, ending] });
    };
    let creator: number | null = null;
    for (const at of order) {
      const name = graph.names[at] ?? '';
      const row = graph.roles.get(name);
      if (row?.superuser) add('superuser', name, at, `"${name}" is a superuser`);
      if (row?.bypassRls && at !== start) add('bypass-rls', name, at, `"${name}" has BYPASSRLS`);
      if (major < 16 && row?.createRole && !row.superuser) creator ??= at;
    }
    if (creator === null) {
      for (const at of order) if (isNew(at)) add('role', graph.names[at] ?? '', at, null);
    } else {
      const name = graph.names[creator] ?? '';
      add(
        'role',
        null,
        creator,
        `"${name}" has CREATEROLE, which before 16 leads to every role but superusers`,
      );
    }
    for (const { name, power, members } of dangers) {
      // In order of distance: the first that has the power is the nearest.
      const holder = order.find(
        (at) => hasBit(members, at) && !graph.roles.get(graph.names[at] ?? '')?.superuser,
      );
      if (holder === undefined) continue;
      add('operating-system', name, holder, `"${graph.names[holder] ?? ''}" may ${power} (${name})`);
    }
  });
  const key = (escalation: Escalation) =>
    [escalation.role, escalation.to, escalation.target ?? ''].join('\0');
  return found
    .map((escalation) => ({ escalation, key: key(escalation) }))
    .sort((one, other) => (one.key < other.key ? -1 : 1))
    .map(({ escalation }) => escalation);
});
