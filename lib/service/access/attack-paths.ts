import { explainAccess } from '../../engine/analysis/access-explain.ts';
import { databaseAccess } from '../../engine/analysis/effective-privileges.ts';
import { escalations } from '../../engine/analysis/escalation.ts';
import type { ClusterFacts, DatabaseFacts } from '../../engine/analysis/facts.ts';
import { rulesFromInventory } from '../../engine/analysis/hba/rules-from-inventory.ts';
import { memo } from '../../engine/analysis/memo.ts';
import { reach } from '../../engine/analysis/reach.ts';
import { roleGraph } from '../../engine/analysis/role-graph.ts';
import type { Gap } from '../../engine/model/gap.ts';
import type { Policy } from '../../engine/policy/policy.ts';
import { columnRef, columnsOf, readersOf, type SensitiveColumnRow } from '../columns/list-columns.ts';
import type { OpenSnapshot } from '../snapshot/open-snapshot.ts';
import { orGap } from '../snapshot/or-gap.ts';

export const attackGoals = ['superuser', 'operating-system', 'column'] as const;

export type AttackGoal = (typeof attackGoals)[number];

/** Where an attacker knocks: the widest network the rules let this role in from, and what they ask of it there. */
export interface Entry {
  /** Null: it could not be told whether or from where. */
  readonly network: string | null;
  readonly method: string | null;
  readonly tls: boolean | null;
  readonly line: number | null;
}

export interface AttackPath {
  readonly role: string;
  readonly goal: AttackGoal;
  /** The superuser role, the predefined role whose power it is, or `schema.table`. */
  readonly target: string;
  /** For columns: those of the target it comes to. */
  readonly columns: readonly string[];
  readonly database: string | null;
  readonly entry: Entry;
  /** In words, in order, after logging in. Names stand in them as the catalog has them. */
  readonly steps: readonly string[];
  /** Who one acts as on the way, the login role first; PUBLIC stands for itself. */
  readonly way: readonly string[];
}

export interface AttackPaths {
  readonly paths: readonly AttackPath[];
  /** Login roles that the rules let in from beyond the machine; null where that could not be told, and every login role was taken. */
  readonly reachable: number | null;
  /** What kept the answer from being whole. */
  readonly gaps: readonly Gap[];
}

/** Wider first: a shorter prefix, and no network asked for at all before any. */
const width = (network: string) => Number(network.split('/')[1] ?? 128);

const weakness = ['trust', 'password', 'ident', 'md5', 'radius', 'ldap', 'pam', 'scram-sha-256'];

/** From where each login role is let in, by the weakest method and then the widest network. Throws `UnreadSection`. */
function entriesOf(facts: ClusterFacts): ReadonlyMap<string, Entry> {
  const found = new Map<string, Entry>();
  const rank = ({ method, network }: Entry) => {
    const at = weakness.indexOf(method ?? '');
    return (at < 0 ? weakness.length : at) * 1_000 + width(network ?? '');
  };
  for (const one of reach(facts)) {
    if (one.origin.class !== 'network' || one.replication) continue;
    const entry = {
      network: one.origin.network,
      method: one.method,
      tls: one.tls,
      line: one.rule?.line ?? null,
    };
    for (const role of one.roles) {
      const known = found.get(role);
      if (!known || rank(entry) < rank(known)) found.set(role, entry);
    }
  }
  return found;
}

const unknownEntry: Entry = { network: null, method: null, tls: null, line: null };

/** Every login role, where the rules cannot be followed: what is unknown must not look unreachable. */
function startsOf(facts: ClusterFacts): {
  readonly starts: ReadonlyMap<string, Entry>;
  readonly gap: Gap | null;
} {
  const everybody = () =>
    new Map(facts.read('roles').flatMap((row) => (row.login ? [[row.name, unknownEntry] as const] : [])));
  const rules = orGap(() => ({ errors: rulesFromInventory(facts).errors, entries: entriesOf(facts) }));
  if (rules.gap) return { starts: everybody(), gap: rules.gap };
  const [error] = rules.value.errors;
  if (!error) return { starts: rules.value.entries, gap: null };
  const reason = `line ${error.line} of pg_hba.conf cannot be read by the server, so that the rules in force are unknown`;
  return { starts: everybody(), gap: { input: 'hba-rules', database: null, reason, grant: null } };
}

function toRoles(facts: ClusterFacts, starts: ReadonlyMap<string, Entry>): AttackPath[] {
  const graph = roleGraph(facts);
  const base = { columns: [], database: null };
  const superusers = [...starts].flatMap(([role, entry]) =>
    graph.roles.get(role)?.superuser
      ? [{ ...base, role, goal: 'superuser' as const, target: role, entry, steps: [], way: [role] }]
      : [],
  );
  const climbed = escalations(facts).flatMap(({ role, to, target, path, steps }) => {
    const entry = starts.get(role);
    if (!entry || (to !== 'superuser' && to !== 'operating-system')) return [];
    const way = [role, ...steps.map((step) => step.to)];
    return [{ ...base, role, goal: to, target: target ?? '', entry, steps: path, way }];
  });
  return [...superusers, ...climbed];
}

function toColumns(
  database: DatabaseFacts,
  columns: readonly SensitiveColumnRow[],
  starts: ReadonlyMap<string, Entry>,
): AttackPath[] {
  const found = new Map<string, AttackPath>();
  const access = databaseAccess(database);
  for (const column of columns) {
    const { now, afterSetRole, unintended } = readersOf(database, column);
    const readers = column.intended === null ? [...now, ...afterSetRole] : unintended;
    for (const role of readers) {
      const entry = starts.get(role);
      if (!entry) continue;
      const object = columnRef(database, column);
      const [path] = explainAccess(access, { role, privilege: 'SELECT', object }).paths;
      const target = `${column.schema}.${column.relation}`;
      const via = (path?.via ?? []).filter((word) => word !== 'owner');
      const way = [role, ...via.map((word) => word.replace(/^role /, ''))].filter(
        (name, at, all) => name !== all[at - 1],
      );
      const key = [target, ...way].join('\0');
      const known = found.get(key);
      found.set(key, {
        role,
        goal: 'column',
        target,
        columns: [...(known?.columns ?? []), column.column],
        database: database.name,
        entry,
        steps: path ? [path.words] : [],
        way,
      });
    }
  }
  return [...found.values()];
}

/**
 * Ways from a login role that can be reached over the network to a superuser, the operating system or a column that is
 * classified or almost surely sensitive, shortest first. Roles that the policy means to read a column have none to it.
 * Throws `UnreadSection` without `roles` and `memberships`.
 */
export function attackPaths({ facts, policy }: OpenSnapshot): AttackPaths {
  return known(facts)(policy);
}

const known = memo((facts: ClusterFacts) => memo((policy: Policy) => findPaths(facts, policy)));

function findPaths(facts: ClusterFacts, policy: Policy): AttackPaths {
  const { starts, gap } = startsOf(facts);
  const paths = toRoles(facts, starts);
  const gaps = [...(gap ? [gap] : []), ...facts.inventory.unreadDatabases];
  for (const database of facts.databases) {
    const inside = orGap(() => {
      const worth = columnsOf(database, policy).filter(({ known }) => known === 'policy' || known === 'high');
      return toColumns(database, worth, starts);
    });
    if (inside.gap) gaps.push(inside.gap);
    else paths.push(...inside.value);
  }
  const goal = (path: AttackPath) => attackGoals.indexOf(path.goal);
  paths.sort(
    (a, b) =>
      a.way.length - b.way.length ||
      goal(a) - goal(b) ||
      compare(a.role, b.role) ||
      compare(a.target, b.target),
  );
  return { paths, reachable: gap ? null : starts.size, gaps };
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
