import type { AccessObject } from '../access-object.ts';
import { effectiveAcl } from '../acl.ts';
import { type DatabaseAccess, databaseAccess } from '../effective-privileges.ts';
import type { DatabaseFacts } from '../facts.ts';
import { anyCreators, replacers } from './creators.ts';
import { inBoth, isNone, type Power, power, quoted, without } from './power.ts';
import { gainOf } from './strong-roles.ts';

const writes = ['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE'] as const;

/** Strong roles that are plainly meant to use a relation: its owner, and whoever its access list names with one of the privileges. */
function usersOf(
  relation: AccessObject,
  privileges: readonly string[],
  strong: ReadonlySet<string>,
  major: number,
): ReadonlySet<string> {
  const found = new Set<string>();
  if (strong.has(relation.owner)) found.add(relation.owner);
  for (const { grantee, privileges: given } of effectiveAcl(
    relation.acl,
    relation.kind,
    relation.owner,
    major,
  )) {
    if (typeof grantee === 'string' && strong.has(grantee) && given.some((one) => privileges.includes(one)))
      found.add(grantee);
  }
  return found;
}

interface Trap {
  readonly access: DatabaseAccess;
  readonly database: DatabaseFacts;
  readonly major: number;
  readonly strong: ReadonlySet<string>;
}

const label = ({ schema, name }: AccessObject) => `${quoted(schema ?? '')}.${quoted(name)}`;

/** Routines of weaker roles that a stronger one's relation calls: their owners may replace them. */
function byRoutine({ access, database, major, strong }: Trap): Power[] {
  return database.read('routine-uses').flatMap((use) => {
    const relation = access.find({
      kind: 'table',
      database: database.name,
      schema: use.schema,
      name: use.relation,
    });
    if (!relation) return [];
    const asked = use.by === 'policy' || use.by === 'rule' ? [...writes, 'SELECT'] : writes;
    return [...usersOf(relation, asked, strong, major)].map((victim) =>
      power({
        to: gainOf(database.cluster, victim),
        target: victim,
        members: without(
          replacers(database, use.routineSchema, use.routineOwner),
          access.graph.reachersOf(victim, 'set', database.name),
        ),
        inWords: (holder) =>
          `${quoted(holder)} may replace routine ${quoted(use.routineSchema)}.${quoted(use.routine)}, which a ${use.by} of ${label(relation)} in database ${quoted(database.name)} calls as whoever uses it`,
        waitsFor: `${quoted(victim)} using ${label(relation)}`,
      }),
    );
  });
}

/** Tables on which somebody else may create a trigger, which then runs as whoever writes: their owners, and by TRIGGER. */
function byTrigger({ access, database, major, strong }: Trap): Power[] {
  const powers: Power[] = [];
  const system = /^(pg_catalog|information_schema)$/;
  for (const relation of access.objects(['table', 'partitioned-table', 'view', 'foreign-table'])) {
    if (relation.writeBanned || system.test(relation.schema ?? '')) continue;
    for (const victim of usersOf(relation, writes, strong, major)) {
      const creators = without(
        inBoth(access.sets(relation, 'TRIGGER').held, anyCreators(database)),
        access.graph.reachersOf(victim, 'set', database.name),
      );
      if (isNone(creators)) continue;
      powers.push(
        power({
          to: gainOf(database.cluster, victim),
          target: victim,
          members: creators,
          inWords: (holder) =>
            `${quoted(holder)} may create a trigger on ${label(relation)} in database ${quoted(database.name)}, which runs as whoever writes there`,
          waitsFor: `${quoted(victim)} writing to ${label(relation)}`,
        }),
      );
    }
  }
  return powers;
}

/** Functions of weaker roles that an event trigger calls: on the statements of everybody, superusers too. */
function byEventTrigger({ access, database, strong }: Trap): Power[] {
  return database.read('event-triggers').flatMap((trigger) => {
    const victim = [...strong].find((name) => access.graph.roles.get(name)?.superuser);
    if (!trigger.enabled || victim === undefined) return [];
    const waitsFor =
      trigger.event === 'login'
        ? `${quoted(victim)} connecting to database ${quoted(database.name)}`
        : `${quoted(victim)} changing definitions in database ${quoted(database.name)}`;
    return [
      power({
        to: 'superuser',
        target: victim,
        members: replacers(database, trigger.functionSchema, trigger.functionOwner),
        inWords: (holder) =>
          `${quoted(holder)} may replace the function of event trigger ${quoted(trigger.name)}, which runs as whoever sets it off`,
        waitsFor,
      }),
    ];
  });
}

/**
 * Code that stronger roles run by using what they own or were given: it waits for them. A superuser may use everything, and is
 * counted only where it owns the relation or its access list names it. Throws `UnreadSection` without `relations`,
 * `routine-uses` and `event-triggers`.
 */
export function codePowers(database: DatabaseFacts, strong: ReadonlySet<string>): Power[] {
  const major = Math.floor(database.cluster.inventory.server.versionNum / 10_000);
  const trap: Trap = { access: databaseAccess(database), database, major, strong };
  return [...byEventTrigger(trap), ...byRoutine(trap), ...byTrigger(trap)];
}
