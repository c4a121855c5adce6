import type { RelationRow } from '../../inventory/sections/relations.ts';
import type { RoutineRow } from '../../inventory/sections/routines.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import type { DatabaseFacts } from '../facts.ts';
import { memo } from '../memo.ts';
import { relationKey, relationsByKey } from '../relation-index.ts';
import { leaksThrough } from './bypass-by-view.ts';
import { type ReachedRoutine, routineReach, routineRef } from './routine-reach.ts';
import { type BypassesByTable, BypassList, holdersBound, protectedTables } from './row-bypass.ts';
import { bypassesPolicies } from './table-row-security.ts';

export interface RoutineBypasses {
  readonly byTable: BypassesByTable;
  /** SECURITY DEFINER routines that run as a role that skips some table's policies, and could not be read whole. */
  readonly undecided: readonly { readonly object: ObjectRef; readonly reason: string }[];
}

const system = /^(pg_catalog|information_schema)$/;

function word(name: string): RegExp {
  return new RegExp(`(?<![\\w$])${name.replaceAll(/[^\w]/g, '\\$&')}(?![\\w$])`, 'iu');
}

/** A table that calling a routine reads past its policies. */
interface Way {
  readonly table: RelationRow;
  readonly certain: boolean;
  readonly why: string;
}

const called = ({ schema, name }: RoutineRow) => `${schema}.${name}`;

function wayInto(start: RoutineRow, at: ReachedRoutine, as: string): string {
  const runs =
    at.routine === start ? 'it names the table' : `it calls ${called(at.routine)}, which names the table`;
  return as === start.owner
    ? `it runs as ${as}, whom the policies do not bind: ${runs}`
    : `${runs}, and that is read as ${as}, whom the policies do not bind`;
}

const wayIntoPart = (start: RoutineRow, at: ReachedRoutine, part: RelationRow) =>
  `${at.routine === start ? 'it' : `it calls ${called(at.routine)}, which`} names ${part.schema}.${part.name}, which shares rows with the table and has no row security`;

/** The ways that one routine opens, the certain one where there are several to a table, and why there may be more. */
function waysOf(
  database: DatabaseFacts,
  start: RoutineRow,
  skippedBy: (role: string) => readonly RelationRow[],
): { readonly ways: readonly Way[]; readonly reason: string | null } {
  const { reached, whole } = routineReach(database, start);
  const ways = new Map<RelationRow, Way>();
  const add = (way: Way) => {
    if (ways.get(way.table)?.certain !== true) ways.set(way.table, way);
  };
  let reason = whole ? null : 'it calls more routines than can be followed';
  for (const at of reached) {
    for (const { relation, certain } of at.relations)
      for (const { table, as, part } of leaksThrough(database, relation, at.as))
        if (!ways.has(table) || certain)
          add({ table, certain, why: part === null ? wayInto(start, at, as) : wayIntoPart(start, at, part) });
    const skipped = at.incomplete === null ? [] : skippedBy(at.as);
    if (skipped.length === 0) continue;
    reason ??=
      at.routine === start
        ? at.incomplete
        : `it calls ${called(at.routine)}, of which not all can be seen: ${at.incomplete}`;
    // A body that could not be read whole may still say the table's name.
    for (const table of skipped)
      if (!ways.has(table) && word(table.name).test(at.routine.source ?? ''))
        add({ table, certain: false, why: wayInto(start, at, at.as) });
  }
  return { ways: [...ways.values()], reason };
}

/** Relations on which an enabled trigger runs a function of this name, which asks nobody for EXECUTE. */
const firedBy = memo((database: DatabaseFacts): ReadonlyMap<string, readonly RelationRow[]> => {
  const relations = relationsByKey(database);
  const fired = new Map<string, Set<RelationRow>>();
  for (const row of database.read('triggers')) {
    const relation = relations.get(relationKey(row.schema, row.relation));
    if (!row.enabled || !relation) continue;
    const key = relationKey(row.functionSchema, row.functionName);
    const tables = fired.get(key) ?? new Set();
    // The last of several triggers decides a table's place.
    tables.delete(relation);
    fired.set(key, tables.add(relation));
  }
  return new Map([...fired].map(([key, tables]) => [key, [...tables]]));
});

/**
 * SECURITY DEFINER routines through which a table is read past its policies: it is named by them, by a view they read, or
 * by a routine they call, however far down, under a role whom the policies do not bind. Trigger functions are gone through
 * by whoever writes the trigger's table. Reads `relations`, `inheritance`, `routines`, `triggers`, `view-dependencies`, `columns`, `roles`,
 * `memberships`, `databases`. Needs `loadParser()` first.
 */
export const bypassesByRoutine = memo((database: DatabaseFacts): RoutineBypasses => {
  const list = new BypassList();
  const undecided: { object: ObjectRef; reason: string }[] = [];
  const guarded = protectedTables(database);
  if (guarded.length === 0) return { byTable: list.found, undecided };
  const skipped = new Map<string, readonly RelationRow[]>();
  const skippedBy = (role: string) => {
    const known = skipped.get(role) ?? guarded.filter((table) => bypassesPolicies(database, role, table));
    skipped.set(role, known);
    return known;
  };
  for (const routine of database.read('routines')) {
    if (!routine.securityDefiner || system.test(routine.schema)) continue;
    // dblink_connect_u, of which bypassesByForeign says what it opens.
    if (routine.extension === 'dblink') continue;
    const { ways, reason } = waysOf(database, routine, skippedBy);
    const object = routineRef(database, routine);
    const triggers =
      routine.returnType === 'trigger'
        ? (firedBy(database).get(relationKey(routine.schema, routine.name)) ?? [])
        : null;
    for (const { table, certain, why } of ways) {
      const way = { kind: 'definer-routine', gives: 'rows', object } as const;
      if (triggers === null) {
        list.add(table, { ...way, ...holdersBound(database, object, ['EXECUTE'], table), certain, why });
        continue;
      }
      for (const relation of triggers)
        list.add(table, {
          ...way,
          ...writersOf(database, relation, table),
          certain: false,
          why: `a trigger on ${relation.schema}.${relation.name} runs it; ${why}`,
        });
    }
    if (reason !== null) undecided.push({ object, reason });
  }
  return { byTable: list.found, undecided };
});

function writersOf(database: DatabaseFacts, relation: RelationRow, table: RelationRow) {
  const ref = { kind: relation.kind, database: database.name, schema: relation.schema, name: relation.name };
  return holdersBound(database, ref, ['INSERT', 'UPDATE', 'DELETE'], table);
}
