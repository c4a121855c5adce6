import { explainAccess } from '../../engine/analysis/access-explain.ts';
import { databaseAccess } from '../../engine/analysis/effective-privileges.ts';
import { type Escalation, escalationGaps, escalations } from '../../engine/analysis/escalation.ts';
import type { ClusterFacts, DatabaseFacts } from '../../engine/analysis/facts.ts';
import { memo } from '../../engine/analysis/memo.ts';
import { roleGraph } from '../../engine/analysis/role-graph.ts';
import { hasBit } from '../../engine/analysis/role-graph-closure.ts';
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
import { type Entry, type EntryOf, rank, startsOf } from './attack-entries.ts';

export const attackGoals = ['superuser', 'operating-system', 'verifiers', 'all-data', 'column'] as const;

export type AttackGoal = (typeof attackGoals)[number];

export interface AttackPath {
  readonly role: string;
  /** Login roles that go the very same way: what PUBLIC has is everybody's. */
  readonly others: readonly string[];
  readonly goal: AttackGoal;
  /** The superuser role or who has its rights in a managed service, what gives the power, or `schema.table`. */
  readonly target: string;
  /** For columns: those of the target it comes to. */
  readonly columns: readonly string[];
  /** The first of them, to explain by; null for other goals. */
  readonly at: SensitiveColumnRow | null;
  readonly database: string | null;
  readonly entry: Entry;
  /** In words, in order, after logging in, hostile names and all. Null until `withSteps`: there may be very many. */
  readonly steps: readonly string[] | null;
  /** Its own way gives SELECT, but the schema can only be used after a SET ROLE. */
  readonly schemaLater: boolean;
  /** What somebody else must do first; null: nothing. */
  readonly waitsFor: string | null;
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

/** Last words of a way that name no role. */
const settling = ['owner', 'superuser', 'lo_compat_privileges'];

/** Kinds of escalation that are goals of an attack. */
const goalOf: Readonly<Partial<Record<Escalation['to'], AttackGoal>>> = {
  superuser: 'superuser',
  'service-administrator': 'superuser',
  'operating-system': 'operating-system',
  verifiers: 'verifiers',
  'all-data': 'all-data',
};

const roleBase = { columns: [], at: null, database: null, others: [], schemaLater: false };

function toRoles(facts: ClusterFacts, roles: readonly string[], entryOf: EntryOf): AttackPath[] {
  const graph = roleGraph(facts);
  const superusers = roles.flatMap((role): AttackPath[] => {
    const entry = entryOf(role, { database: null });
    if (!entry || !graph.roles.get(role)?.superuser) return [];
    return [
      { ...roleBase, role, goal: 'superuser', target: role, entry, steps: [], waitsFor: null, way: [role] },
    ];
  });
  const alike = new Map<string, AttackPath & { others: string[] }>();
  for (const { role, to, target, path, steps, waitsFor } of escalations(facts)) {
    const goal = goalOf[to];
    const entry = entryOf(role, target === 'base backup' ? 'replication' : { database: null });
    if (!entry || !goal) continue;
    const way = [role, ...steps.map((step) => step.to)];
    const one = {
      ...roleBase,
      others: [],
      role,
      goal,
      target: target ?? '',
      entry,
      steps: path,
      waitsFor,
      way,
    };
    // What PUBLIC or a group may do, everybody in it may: one path in the name of who is let in most easily.
    const words = path.map((step) => step.replace(`"${role}"`, ''));
    const key = [to, target, waitsFor, ...way.slice(1), ...words].join('\0');
    const known = alike.get(key);
    if (!known) alike.set(key, one);
    else if (rank(entry) < rank(known.entry))
      alike.set(key, { ...one, others: [...known.others, known.role] });
    else known.others.push(role);
  }
  return [...superusers, ...[...alike.values()].map((path) => ({ ...path, others: path.others.toSorted() }))];
}

/** The shortest way of a role to a column it can read: what `AccessExplanation.paths` calls `via`. */
function viaTo(database: DatabaseFacts, column: SensitiveColumnRow, role: string) {
  const access = databaseAccess(database);
  const object = access.find(columnRef(database, column));
  const position = access.graph.position(role);
  if (!object || position === undefined) return { via: [], held: false };
  const held = hasBit(access.sets(object, 'SELECT').held, position);
  const how = held ? 'inherited' : 'set-role';
  return { via: access.via.shortest(position, access.grounds(object, 'SELECT'), how) ?? [], held };
}

const wayOf = (role: string, via: readonly string[]) =>
  [role, ...via.filter((word) => !settling.includes(word)).map((word) => word.replace(/^role /, ''))].filter(
    (name, at, all) => name !== all[at - 1],
  );

/** The path with its steps in words. */
export function withSteps({ facts }: OpenSnapshot, path: AttackPath): AttackPath {
  const database = facts.databases.find((one) => one.name === path.database);
  const { steps, at } = path;
  if (steps !== null || !database || !at) return { ...path, steps: steps ?? [] };
  const object = columnRef(database, at);
  const { paths } = explainAccess(databaseAccess(database), { role: path.role, privilege: 'SELECT', object });
  const { via } = viaTo(database, at, path.role);
  const own = paths.find((one) => one.via.join('\0') === via.join('\0')) ?? paths[0];
  return { ...path, steps: [...(path.schemaLater ? [usageAfterSetRole] : []), ...(own ? [own.words] : [])] };
}

function toColumns(
  database: DatabaseFacts,
  columns: readonly SensitiveColumnRow[],
  entryOf: EntryOf,
): AttackPath[] {
  const found = new Map<string, AttackPath & { readonly columns: string[] }>();
  const superuserNext = new Set(
    escalations(database.cluster).flatMap(({ role, to, waitsFor }) =>
      to === 'superuser' && waitsFor === null ? [role] : [],
    ),
  );
  for (const column of columns) {
    const { now, afterSetRole, unintended } = readersOf(database, column);
    const readsNow = new Set(now);
    const readers = column.intended === null ? [...now, ...afterSetRole] : unintended;
    for (const role of readers) {
      const entry = entryOf(role, { database: database.name });
      // Whoever can be a superuser reads everything: that way is listed once, as such.
      if (!entry || (!readsNow.has(role) && superuserNext.has(role))) continue;
      const { via, held } = viaTo(database, column, role);
      const way = wayOf(role, via);
      const schemaLater = held && !readsNow.has(role);
      const target = `${column.schema}.${column.relation}`;
      const key = [target, schemaLater, ...way].join('\0');
      const before = found.get(key);
      if (before) before.columns.push(column.column);
      else
        found.set(key, {
          role,
          others: [],
          goal: 'column',
          target,
          columns: [column.column],
          at: column,
          database: database.name,
          entry,
          schemaLater,
          steps: null,
          waitsFor: null,
          way,
        });
    }
  }
  return [...found.values()];
}

/**
 * Ways from a login role that can be reached over the network to a superuser, the operating system, the password
 * verifiers, everything, or a column that is classified or almost surely sensitive, shortest first; what waits for
 * somebody is one step longer. Roles that the policy means to read a column have none to it.
 * Throws `UnreadSection` without `roles` and `memberships`.
 */
export function attackPaths({ facts, policy }: OpenSnapshot): AttackPaths {
  return known(facts)(policy);
}

const known = memo((facts: ClusterFacts) => memo((policy: Policy) => findPaths(facts, policy)));

function findPaths(facts: ClusterFacts, policy: Policy): AttackPaths {
  const { roles, entryOf, gap } = startsOf(facts);
  const paths = toRoles(facts, roles, entryOf);
  const gaps = [...(gap ? [gap] : []), ...escalationGaps(facts), ...facts.inventory.unreadDatabases];
  for (const database of facts.databases) {
    const inside = orGap(() => {
      const worth = columnsOf(database, policy).filter(({ known }) => known === 'policy' || known === 'high');
      return together(toColumns(database, worth, entryOf));
    });
    if (inside.gap) gaps.push(inside.gap);
    else paths.push(...inside.value);
  }
  const length = ({ way, waitsFor }: AttackPath) => way.length + (waitsFor === null ? 0 : 1);
  const goal = (path: AttackPath) => attackGoals.indexOf(path.goal);
  paths.sort(
    (a, b) =>
      length(a) - length(b) || goal(a) - goal(b) || compare(a.role, b.role) || compare(a.target, b.target),
  );
  return { paths, reachable: gap ? null : roles.length, gaps };
}

/** One path for everybody who goes it by PUBLIC or the same group, in the name of whoever is let in most easily. */
function together(paths: readonly AttackPath[]): readonly AttackPath[] {
  const groups = Map.groupBy(paths, ({ role, way, schemaLater, target, columns }) =>
    JSON.stringify([way.length > 1 ? null : role, way.slice(1), schemaLater, target, columns]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first, ...rest] = group.toSorted((a, b) => rank(a.entry) - rank(b.entry));
    return first ? [{ ...first, others: rest.map(({ role }) => role).sort() }] : [];
  });
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
