import type { RoutineRow } from '../../inventory/sections/routines.ts';
import { type DatabaseAccess, databaseAccess } from '../effective-privileges.ts';
import type { DatabaseFacts } from '../facts.ts';
import { addBits, type Bits } from '../role-graph-closure.ts';
import { pinnedSearchPath, splitSearchPath } from '../search-path.ts';
import { anyCreators, replacers, routineCreators, temporaryCreators } from './creators.ts';
import { type Detour, inBoth, isNone, noBits, quoted, without } from './power.ts';
import { executors } from './routine-powers.ts';
import { type Reference, type RoutineReferences, routineReferences } from './routine-references.ts';

const system = /^(pg_catalog|information_schema)$/;

interface Way {
  readonly members: Bits;
  readonly because: string;
}

/** Names that the caller decides: an unpinned search path, or temporary relations, which come first where `pg_temp` is not named. */
function byNames(database: DatabaseFacts, routine: RoutineRow, said: RoutineReferences): Way[] {
  if (said.bound) return [];
  const bareRelation = [...said.read, ...said.written].some(({ schema }) => schema === null);
  const pinned = pinnedSearchPath(routine);
  if (pinned === null) {
    const bare = said.bareOperators || said.called.some(({ schema }) => schema === null);
    const members = noBits(databaseAccess(database).graph);
    if (bareRelation) addBits(members, temporaryCreators(database));
    if (bare || bareRelation) addBits(members, routineCreators(database));
    if (isNone(members)) return [];
    return [{ members, because: 'which looks its names up in the search path of its caller' }];
  }
  const path = splitSearchPath(pinned) ?? [pinned];
  if (!bareRelation || (path.includes('pg_temp') && path[0] !== 'pg_temp')) return [];
  return [
    { members: temporaryCreators(database), because: 'which finds temporary relations of its caller first' },
  ];
}

/** Things of weaker roles that it uses by their full name: their owners decide what they do. */
function byOwnership(
  access: DatabaseAccess,
  database: DatabaseFacts,
  routine: RoutineRow,
  said: RoutineReferences,
  named: ReadonlyMap<string, readonly RoutineRow[]>,
): Way[] {
  const heirs = (owner: string) => access.graph.reachersOf(owner, 'inherit', database.name);
  const find = ({ schema, name }: Reference) =>
    schema === null ? undefined : access.find({ kind: 'table', database: database.name, schema, name });
  const label = ({ schema, name }: Reference) => `${quoted(schema ?? '')}.${quoted(name)}`;
  return [
    ...said.written.flatMap((reference) => {
      const relation = find(reference);
      if (!relation || relation.writeBanned) return [];
      return [
        {
          members: inBoth(access.sets(relation, 'TRIGGER').held, anyCreators(database)),
          because: `which writes to ${label(reference)}, where it may create a trigger`,
        },
      ];
    }),
    ...said.read.flatMap((reference) => {
      const relation = find(reference);
      if (relation?.kind !== 'view' || relation.owner === routine.owner) return [];
      return [
        {
          members: heirs(relation.owner),
          because: `which reads view ${label(reference)}, which it may replace`,
        },
      ];
    }),
    ...said.called.flatMap((reference) => {
      // Of several with one name it cannot be told which is called.
      const [called, ...others] = reference.schema === null ? [] : (named.get(label(reference)) ?? []);
      if (!called || others.length > 0 || called.owner === routine.owner) return [];
      return [
        {
          members: replacers(database, called.schema, called.owner),
          because: `which calls ${label(reference)}, which it may replace`,
        },
      ];
    }),
  ];
}

/**
 * Acting as the owner of a SECURITY DEFINER routine by calling it, where the caller decides what some of its statements do. Only
 * for owners that are worth it. What a body does under a condition counts as done. Throws `UnreadSection` without
 * `routines`, `relations` and `schemas`. Needs `loadParser()` first.
 */
export function definerDetours(database: DatabaseFacts, strong: ReadonlySet<string>): Detour[] {
  const access = databaseAccess(database);
  const routines = database.read('routines');
  const definers = routines.filter(
    ({ securityDefiner, schema, owner, returnType }) =>
      securityDefiner &&
      !system.test(schema) &&
      strong.has(owner) &&
      // Triggers are not called, they fire.
      returnType !== 'trigger' &&
      returnType !== 'event_trigger',
  );
  if (definers.length === 0) return [];
  const named = Map.groupBy(routines, ({ schema, name }) => `${quoted(schema)}.${quoted(name)}`);
  return definers.flatMap((routine) => {
    const callers = without(
      executors(access, database, routine),
      access.graph.reachersOf(routine.owner, 'set', database.name),
    );
    if (isNone(callers)) return [];
    const said = routineReferences(routine);
    const ways = [
      ...byNames(database, routine, said),
      ...byOwnership(access, database, routine, said, named),
    ];
    return ways
      .map(
        ({ members, because }): Detour => ({
          members: inBoth(callers, members),
          to: routine.owner,
          inWords: (holder) =>
            `${quoted(holder)} may call ${quoted(routine.schema)}.${quoted(routine.name)} in database ${quoted(database.name)}, which runs as ${quoted(routine.owner)} and ${because.replace(/^which /, '')}`,
        }),
      )
      .filter(({ members }) => !isNone(members));
  });
}
