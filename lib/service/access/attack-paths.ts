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
import {
  columnRef,
  columnsOf,
  readersOf,
  type SensitiveColumnRow,
  usageAfterSetRole,
} from '../columns/list-columns.ts';
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
  /** Login roles that go the very same way: what PUBLIC has is everybody's. */
  readonly others: readonly string[];
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

/** Where a login role is let in: into one database, or (null) into any. Undefined: nowhere. */
type EntryOf = (role: string, database: string | null) => Entry | undefined;

const rank = ({ method, network }: Entry) => {
  const at = weakness.indexOf(method ?? '');
  return (at < 0 ? weakness.length : at) * 1_000 + width(network ?? '');
};

/** By the weakest method, and then the widest network. Throws `UnreadSection`. */
function entriesOf(facts: ClusterFacts): ReadonlyMap<string, ReadonlyMap<string | null, Entry>> {
  const found = new Map<string, Map<string | null, Entry>>();
  for (const one of reach(facts)) {
    if (one.origin.class !== 'network' || one.replication) continue;
    const entry = {
      network: one.origin.network,
      method: one.method,
      tls: one.tls,
      line: one.rule?.line ?? null,
    };
    for (const role of one.roles) {
      const own = found.get(role) ?? new Map<string | null, Entry>();
      found.set(role, own);
      for (const database of [null, ...one.databases]) {
        const known = own.get(database);
        if (!known || rank(entry) < rank(known)) own.set(database, entry);
      }
    }
  }
  return found;
}

/** Last words of a way that name no role. */
const settling = ['owner', 'superuser', 'lo_compat_privileges'];

const unknownEntry: Entry = { network: null, method: null, tls: null, line: null };

/** Every login role, where the rules cannot be followed: what is unknown must not look unreachable. */
function startsOf(facts: ClusterFacts): {
  readonly roles: readonly string[];
  readonly entryOf: EntryOf;
  readonly gap: Gap | null;
} {
  const everybody = (gap: Gap) => {
    const logins = new Set(facts.read('roles').flatMap((row) => (row.login ? [row.name] : [])));
    return {
      roles: [...logins],
      entryOf: (role: string) => (logins.has(role) ? unknownEntry : undefined),
      gap,
    };
  };
  const rules = orGap(() => ({ errors: rulesFromInventory(facts).errors, entries: entriesOf(facts) }));
  if (rules.gap) return everybody(rules.gap);
  const { errors, entries } = rules.value;
  const [error] = errors;
  if (error) {
    const reason = `line ${error.line} of pg_hba.conf cannot be read by the server, so that the rules in force are unknown`;
    return everybody({ input: 'hba-rules', database: null, reason, grant: null });
  }
  return {
    roles: [...entries.keys()],
    entryOf: (role, database) => entries.get(role)?.get(database),
    gap: null,
  };
}

function toRoles(facts: ClusterFacts, roles: readonly string[], entryOf: EntryOf): AttackPath[] {
  const graph = roleGraph(facts);
  const base = { columns: [], database: null, others: [] };
  const superusers = roles.flatMap((role) => {
    const entry = entryOf(role, null);
    if (!entry || !graph.roles.get(role)?.superuser) return [];
    return [{ ...base, role, goal: 'superuser' as const, target: role, entry, steps: [], way: [role] }];
  });
  const climbed = escalations(facts).flatMap(({ role, to, target, path, steps }) => {
    const entry = entryOf(role, null);
    if (!entry || (to !== 'superuser' && to !== 'operating-system')) return [];
    const way = [role, ...steps.map((step) => step.to)];
    return [{ ...base, role, goal: to, target: target ?? '', entry, steps: path, way }];
  });
  return [...superusers, ...climbed];
}

/** The shortest way of a role to a column it can read. */
function pathTo(
  database: DatabaseFacts,
  column: SensitiveColumnRow,
  role: string,
  now: boolean,
): Omit<AttackPath, 'entry' | 'columns'> {
  const [path] = explainAccess(databaseAccess(database), {
    role,
    privilege: 'SELECT',
    object: columnRef(database, column),
  }).paths;
  const via = (path?.via ?? []).filter((word) => !settling.includes(word));
  const schemaLater = !now && path?.how === 'inherited';
  return {
    role,
    others: [],
    goal: 'column',
    target: `${column.schema}.${column.relation}`,
    database: database.name,
    steps: [...(schemaLater ? [usageAfterSetRole] : []), ...(path ? [path.words] : [])],
    way: [role, ...via.map((word) => word.replace(/^role /, ''))].filter(
      (name, at, all) => name !== all[at - 1],
    ),
  };
}

function toColumns(
  database: DatabaseFacts,
  columns: readonly SensitiveColumnRow[],
  entryOf: EntryOf,
): AttackPath[] {
  const found = new Map<string, AttackPath>();
  const superuserNext = new Set(
    escalations(database.cluster).flatMap(({ role, to }) => (to === 'superuser' ? [role] : [])),
  );
  for (const column of columns) {
    const { now, afterSetRole, unintended } = readersOf(database, column);
    const readers = column.intended === null ? [...now, ...afterSetRole] : unintended;
    for (const role of readers) {
      const entry = entryOf(role, database.name);
      // Whoever can be a superuser reads everything: that way is listed once, as such.
      if (!entry || (!now.includes(role) && superuserNext.has(role))) continue;
      const path = pathTo(database, column, role, now.includes(role));
      const key = [path.target, ...path.way, ...path.steps].join('\0');
      const before = found.get(key);
      found.set(key, { ...path, entry, columns: [...(before?.columns ?? []), column.column] });
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
  const { roles, entryOf, gap } = startsOf(facts);
  const paths = toRoles(facts, roles, entryOf);
  const gaps = [...(gap ? [gap] : []), ...facts.inventory.unreadDatabases];
  for (const database of facts.databases) {
    const inside = orGap(() => {
      const worth = columnsOf(database, policy).filter(({ known }) => known === 'policy' || known === 'high');
      return throughPublic(toColumns(database, worth, entryOf));
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
  return { paths, reachable: gap ? null : roles.length, gaps };
}

/** One path for everybody who goes it by PUBLIC, in the name of whoever is let in most easily. */
function throughPublic(paths: readonly AttackPath[]): readonly AttackPath[] {
  const isPublic = ({ way, steps }: AttackPath) => way[1] === 'PUBLIC' && steps.length === 1;
  const groups = Map.groupBy(paths.filter(isPublic), ({ target, columns }) =>
    [target, ...columns].join('\0'),
  );
  const grouped = [...groups.values()].flatMap((group) => {
    const [first, ...rest] = group.toSorted((a, b) => rank(a.entry) - rank(b.entry));
    return first ? [{ ...first, others: rest.map(({ role }) => role).sort() }] : [];
  });
  return [...paths.filter((path) => !isPublic(path)), ...grouped];
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
