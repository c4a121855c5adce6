import type { Gap } from '../model/gap.ts';
import type { EscalationTo, Power } from './escalation/power.ts';
import { powersOf } from './escalation/powers.ts';
import { escalationSearch } from './escalation-search.ts';
import { type Step, stepInWords } from './escalation-steps.ts';
import type { ClusterFacts } from './facts.ts';
import { memo } from './memo.ts';
import { roleGraph } from './role-graph.ts';
import { members } from './role-graph-closure.ts';

/** One line of `escalations`. */
export interface Escalation {
  readonly role: string;
  readonly to: EscalationTo;
  /** The role that is reached, or what gives the power (`Power.target`); `null` for every role. */
  readonly target: string | null;
  /** Null: the role's own action is enough. Else what somebody else has to do first, or what could not be read. */
  readonly waitsFor: string | null;
  readonly steps: readonly Step[];
  /** The steps as sentences. Names stand in them as the catalog has them: escape them where they are shown. */
  readonly path: readonly string[];
}

const isRole = (to: EscalationTo) => to === 'superuser' || to === 'role';

/** What could not be read, and so may hide escalations. Throws `UnreadSection` without `roles` and `memberships`. */
export function escalationGaps(facts: ClusterFacts): readonly Gap[] {
  return powersOf(facts).gaps;
}

/** What one role's ways are looked for with, made once. */
const linesFrom = memo((facts: ClusterFacts): ((role: string, start: number) => Iterable<Escalation>) => {
  const graph = roleGraph(facts);
  const major = Math.floor(facts.inventory.server.versionNum / 10_000);
  const { powers, detours } = powersOf(facts);
  const search = escalationSearch(graph, major, detours);
  /** Powers by the position of who has them, those that wait for nobody first. */
  const powersAt: Power[][] = graph.names.map(() => []);
  for (const power of powers) for (const at of members(power.members)) powersAt[at]?.push(power);
  return (role, start) => {
    if (graph.roles.get(role)?.superuser || role.startsWith('pg_')) return [];
    const { order, isNew, wayTo } = search(start);
    const lines = new Map<string, Escalation>();
    const add = (
      line: Pick<Escalation, 'to' | 'target' | 'waitsFor'>,
      through: number,
      ending: string | null,
    ) => {
      const key = `${line.to}\0${line.target ?? ''}`;
      const known = lines.get(key);
      if (known && (known.waitsFor === null || line.waitsFor !== null)) return;
      const steps = wayTo(through);
      const words = steps.map((step) => stepInWords(graph, step));
      lines.set(key, { role, ...line, steps, path: ending === null ? words : [...words, ending] });
    };
    const becomes = new Set<string>();
    let superuser = false;
    let creator: number | null = null;
    for (const at of order) {
      const name = graph.names[at] ?? '';
      becomes.add(name);
      const row = graph.roles.get(name);
      const own = { target: name, waitsFor: null };
      if (row?.superuser) {
        superuser = true;
        add({ to: 'superuser', ...own }, at, `"${name}" is a superuser`);
      }
      if (row?.bypassRls && at !== start) add({ to: 'bypass-rls', ...own }, at, `"${name}" has BYPASSRLS`);
      if (major < 16 && row?.createRole && !row.superuser) creator ??= at;
    }
    if (creator === null) {
      for (const at of order)
        if (isNew(at)) add({ to: 'role', target: graph.names[at] ?? '', waitsFor: null }, at, null);
    } else {
      const name = graph.names[creator] ?? '';
      const ending = `"${name}" has CREATEROLE, which before 16 leads to every role but superusers`;
      add({ to: 'role', target: null, waitsFor: null }, creator, ending);
    }
    for (const at of order) {
      const name = graph.names[at] ?? '';
      if (graph.roles.get(name)?.superuser) continue;
      for (const { to, target, waitsFor, asLogin, inWords } of powersAt[at] ?? []) {
        if (waitsFor !== null && (superuser || (isRole(to) && becomes.has(target)))) continue;
        // Before 16 CREATEROLE has every such role already.
        if (waitsFor !== null && to === 'role' && creator !== null) continue;
        if (asLogin && at !== start && wayTo(at).at(-1)?.by !== 'password') continue;
        add({ to, target, waitsFor }, at, inWords(name));
      }
    }
    return lines.values();
  };
});

/** `escalations` of one role, in no order. Empty for a role that does not exist. Throws as it does. */
export function escalationsOf(facts: ClusterFacts, role: string): readonly Escalation[] {
  const start = roleGraph(facts).position(role);
  return start === undefined ? [] : [...linesFrom(facts)(role, start)];
}

/**
 * Ways in which a role can make itself more than it is, closed over SET ROLE, ADMIN OPTION, CREATEROLE by the rules of
 * the major, routines that act as their owner, and connections back to the server; and what the roles on the way may do beyond
 * their privileges (`escalation/powers.ts`). Superusers have no line: there is nothing more. One line per role, kind and
 * target, by a shortest way that waits for nobody if there is one; sorted by them. Who becomes a superuser waits for nothing.
 * Before 16 a CREATEROLE role reaches every role but superusers: that is one line of kind `role`, with target `null`.
 * Throws `UnreadSection` without `roles` and `memberships`; for other sections see `escalationGaps`. Needs `loadParser()` first.
 */
export const escalations: (facts: ClusterFacts) => readonly Escalation[] = memo((facts: ClusterFacts) => {
  const linesOf = linesFrom(facts);
  const found = roleGraph(facts).names.flatMap((role, start) => [...linesOf(role, start)]);
  const key = (escalation: Escalation) =>
    [escalation.role, escalation.to, escalation.target ?? ''].join('\0');
  return found
    .map((escalation) => ({ escalation, key: key(escalation) }))
    .sort((one, other) => (one.key < other.key ? -1 : 1))
    .map(({ escalation }) => escalation);
});
