import type { RelationRow } from '../../inventory/sections/relations.ts';
import type { RoutineRow } from '../../inventory/sections/routines.ts';
import { databaseAccess, type GrantableRef } from '../effective-privileges.ts';
import type { DatabaseFacts } from '../facts.ts';
import { memo } from '../memo.ts';
import { relationKey } from '../relation-index.ts';
import { onlyComputes, runsStatementsGivenAsText } from './opaque-routines.ts';
import { type MentionedRelation, type MentionedRoutine, routineMentions } from './routine-mentions.ts';

/** One routine that runs when another is called. */
export interface ReachedRoutine {
  readonly routine: RoutineRow;
  /** The role its statements run as. */
  readonly as: string;
  /** False where a name on the way there could mean several routines. */
  readonly certain: boolean;
  /** What its own text names. */
  readonly relations: readonly { readonly relation: RelationRow; readonly certain: boolean }[];
  /** Why it may do more than its text shows, else `null`. */
  readonly incomplete: string | null;
}

const system = /^(pg_catalog|information_schema)$/;

/** Runs of routines looked at from one start, each under one role; far more than real code has. */
const longestReach = 500;

export function routineRef(database: DatabaseFacts, routine: RoutineRow): GrantableRef {
  return {
    kind: routine.kind === 'procedure' ? 'procedure' : 'function',
    database: database.name,
    schema: routine.schema,
    name: routine.name,
    signature: routine.signature,
  };
}

interface Named<Row> {
  readonly rows: readonly Row[];
  readonly certain: boolean;
}

/** Finds what a bare or qualified name may mean: a bare one may mean the object of any schema, since paths differ. */
function finder<Row extends { readonly schema: string; readonly name: string }>(
  rows: readonly Row[],
): (named: MentionedRelation | MentionedRoutine) => Named<Row> {
  const byKey = new Map<string, Row[]>();
  const byName = new Map<string, Row[]>();
  const add = (map: Map<string, Row[]>, key: string, row: Row) => {
    const list = map.get(key);
    if (list) list.push(row);
    else map.set(key, [row]);
  };
  for (const row of rows) {
    add(byKey, relationKey(row.schema, row.name), row);
    if (!system.test(row.schema)) add(byName, row.name, row);
  }
  return ({ schema, name }) => {
    const found = schema === null ? (byName.get(name) ?? []) : (byKey.get(relationKey(schema, name)) ?? []);
    return { rows: found, certain: found.length === 1 };
  };
}

const relationsOf = memo((database: DatabaseFacts) => finder(database.read('relations')));
const routinesOf = memo((database: DatabaseFacts) => finder(database.read('routines')));

function mayExecute(database: DatabaseFacts, role: string, routine: RoutineRow): boolean {
  return databaseAccess(database).has(role, routineRef(database, routine), 'EXECUTE');
}

/**
 * Everything that runs when `start` is called by somebody: itself, the routines it calls, and those that they call, each
 * under the role it runs as (a SECURITY DEFINER one as its owner, others as their caller's). Calls the calling role has no
 * right to are left out. `whole` is false where more are called than are followed. Reads `routines`, `relations`,
 * `roles`, `memberships`, `databases`. Needs `loadParser()` first.
 */
export function routineReach(
  database: DatabaseFacts,
  start: RoutineRow,
): { readonly reached: readonly ReachedRoutine[]; readonly whole: boolean } {
  const reached: ReachedRoutine[] = [];
  const queue = [{ routine: start, as: start.owner, certain: true }];
  const seen = new Set<string>();
  for (const { routine, as, certain } of queue) {
    const run = JSON.stringify([routine.schema, routine.name, routine.signature, as]);
    if (seen.has(run)) continue;
    if (seen.size >= longestReach) return { reached, whole: false };
    seen.add(run);
    const mentions = routineMentions(routine);
    let { incomplete } = mentions;
    if (incomplete !== null && onlyComputes(routine)) incomplete = null;
    for (const call of mentions.calls) {
      const found = routinesOf(database)(call);
      const builtin = call.schema === null ? found.rows.length === 0 : system.test(call.schema);
      if (builtin) {
        if (runsStatementsGivenAsText(call.name)) incomplete ??= `it gives ${call.name} a statement to run`;
        continue;
      }
      const alsoBuiltin =
        call.schema === null &&
        routinesOf(database)({ schema: 'pg_catalog', name: call.name }).rows.length > 0;
      for (const callee of found.rows) {
        if (!mayExecute(database, as, callee)) continue;
        queue.push({
          routine: callee,
          as: callee.securityDefiner ? callee.owner : as,
          certain: certain && found.certain && !alsoBuiltin,
        });
      }
    }
    const relations = mentions.relations.flatMap((named) => {
      const found = relationsOf(database)(named);
      return found.rows.map((relation) => ({ relation, certain: certain && found.certain }));
    });
    reached.push({ routine, as, certain, relations, incomplete });
  }
  return { reached, whole: true };
}
