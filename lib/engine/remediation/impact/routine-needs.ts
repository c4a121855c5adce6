import type { DatabaseFacts } from '../../analysis/facts.ts';
import { memo } from '../../analysis/memo.ts';
import { routineStatements } from '../../analysis/row-security/routine-statements.ts';
import {
  type CallNeed,
  callNeeds,
  type RelationNeed,
  relationNeeds,
} from '../../analysis/row-security/statement-needs.ts';
import { nodesIn } from '../../analysis/row-security/tree.ts';
import { pinnedSearchPath, splitSearchPath } from '../../analysis/search-path.ts';
import type { RelationRow } from '../../inventory/sections/relations.ts';
import type { RoutineRow } from '../../inventory/sections/routines.ts';
import { relationKey } from './rights.ts';

/** What the text of a routine says it needs. */
export interface RoutineNeeds {
  readonly relations: readonly RelationNeed[];
  readonly calls: readonly CallNeed[];
  /** Names were looked up when it was created: USAGE on their schemas is not asked for any more. */
  readonly bound: boolean;
  /** Why it may need more, else null. */
  readonly incomplete: string | null;
}

/** Of a routine's own text; routines it calls are not followed. Needs `loadParser()` first. */
export const routineNeeds = memo((routine: RoutineRow): RoutineNeeds => {
  const { statements, incomplete } = routineStatements(routine);
  return {
    relations: statements.flatMap(({ tree }) => relationNeeds(tree)),
    calls: statements.flatMap(({ tree }) => callNeeds(tree)),
    bound: statements.some(({ tree }) => nodesIn(tree).some(({ kind }) => kind === 'CreateFunctionStmt')),
    incomplete,
  };
});

/** The words of a routine's text, folded: a name that is not among them is not in it. */
export const wordsOf = memo(
  (routine: RoutineRow): ReadonlySet<string> =>
    new Set((routine.source ?? '').toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? []),
);

/** Whether a text of these words can hold that name. */
export const mayHold = (words: ReadonlySet<string>, name: string): boolean =>
  (name.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? []).every((word) => words.has(word));

const byName = memo((facts: DatabaseFacts) => Map.groupBy(facts.read('relations'), (row) => row.name));

/** What a name in a routine's text means: `certain` where it can mean nothing else. */
export function relationsMeant(
  facts: DatabaseFacts,
  routine: RoutineRow,
  { schema, name }: { readonly schema: string | null; readonly name: string },
): { readonly relations: readonly RelationRow[]; readonly certain: boolean } {
  const named = byName(facts).get(name) ?? [];
  if (schema !== null) return { relations: named.filter((row) => row.schema === schema), certain: true };
  const pinned = pinnedSearchPath(routine);
  const path = pinned === null ? null : splitSearchPath(pinned);
  if (path === null || path.includes('$user')) return { relations: named, certain: named.length === 1 };
  // pg_catalog is looked through first where the path does not name it.
  for (const place of path.includes('pg_catalog') ? path : ['pg_catalog', ...path]) {
    const found = named.filter((row) => relationKey(row.schema, row.name) === relationKey(place, name));
    if (found.length > 0) return { relations: found, certain: true };
  }
  return { relations: [], certain: true };
}
