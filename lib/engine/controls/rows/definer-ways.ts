import type { DatabaseFacts } from '../../analysis/facts.ts';
import { memo } from '../../analysis/memo.ts';
import { relationsByKey } from '../../analysis/relation-index.ts';
import { bypassesByRoutine } from '../../analysis/row-security/bypass-by-routine.ts';
import type { RowBypass } from '../../analysis/row-security/row-bypass.ts';
import type { RelationRow } from '../../inventory/sections/relations.ts';
import type { RoutineRow } from '../../inventory/sections/routines.ts';
import { relationRef, routineRef } from '../grants/database-object.ts';

/** What `bypassesByRoutine` reads. */
export const definerSections = [
  'relations',
  'inheritance',
  'routines',
  'triggers',
  'view-dependencies',
  'columns',
  'roles',
  'memberships',
  'databases',
] as const;

/** A SECURITY DEFINER routine with the protected tables that it reaches past their policies. */
export interface DefinerRoutine {
  readonly routine: RoutineRow;
  readonly ways: readonly { readonly table: RelationRow; readonly bypass: RowBypass }[];
}

const keyOf = (schema = '', name = '', signature = '') => JSON.stringify([schema, name, signature]);

/** Every such routine that somebody bound by the policies can run, in the inventory's order. */
export const definerRoutines = memo((database: DatabaseFacts): readonly DefinerRoutine[] => {
  const tables = relationsByKey(database);
  const ways = new Map<string, { table: RelationRow; bypass: RowBypass }[]>();
  for (const [key, bypasses] of bypassesByRoutine(database).byTable) {
    const table = tables.get(key);
    for (const bypass of bypasses) {
      if (!table || bypass.roles.length + bypass.afterSetRole.length === 0) continue;
      const { schema, name, signature } = bypass.object;
      const routine = keyOf(schema, name, signature);
      ways.set(routine, [...(ways.get(routine) ?? []), { table, bypass }]);
    }
  }
  return database.read('routines').flatMap((routine) => {
    const own = ways.get(keyOf(routine.schema, routine.name, routine.signature));
    return own ? [{ routine, ways: own }] : [];
  });
});

/** Names of the tables it reaches, sorted. */
export function reachedTables(database: DatabaseFacts, { ways }: DefinerRoutine): string[] {
  return [
    ...new Set(
      ways
        .map(({ table }) => relationRef(database.name, table))
        .map(({ schema, name }) => `${schema}.${name}`),
    ),
  ].sort();
}

/** Routines whose reach could not be told, trigger functions or the others. */
export function undecidedRoutines(database: DatabaseFacts, triggers: boolean) {
  const trigger = new Set(
    database
      .read('routines')
      .filter(({ returnType }) => returnType === 'trigger')
      .map((routine) => routineRef(database.name, routine))
      .map(({ schema, name, signature }) => keyOf(schema, name, signature)),
  );
  return bypassesByRoutine(database).undecided.filter(
    ({ object }) => trigger.has(keyOf(object.schema, object.name, object.signature)) === triggers,
  );
}
