import type { DatabaseFacts } from '../../analysis/facts.ts';
import { routineMentions } from '../../analysis/row-security/routine-mentions.ts';
import { type SearchPathJudgement, searchPathOf } from '../../analysis/search-path.ts';
import type { RoutineRow } from '../../inventory/sections/routines.ts';
import type { Remedy } from '../../model/change.ts';
import type { ObjectRef } from '../../model/object-ref.ts';

const quoted = (schema: string) => `"${schema.replaceAll('"', '""')}"`;

/** Schemas of a path that others may put objects into, with those that do not exist and `"$user"`. */
function unsafeIn(
  database: DatabaseFacts,
  routine: RoutineRow,
  schemas: readonly string[],
): ReadonlySet<string> {
  const { problems } = searchPathOf(database, {
    ...routine,
    config: [`search_path=${schemas.map(quoted).join(', ')}`],
  });
  return new Set(
    problems.flatMap((problem) =>
      'schema' in problem ? [problem.schema] : problem.kind === 'per-user' ? ['$user'] : [],
    ),
  );
}

/** Whether the text names every relation with its schema, so that a shorter path changes nothing about them. */
export function namesAreQualified(routine: RoutineRow): boolean {
  const { relations, incomplete } = routineMentions(routine);
  return incomplete === null && relations.every(({ schema }) => schema !== null);
}

/**
 * Pins the path that the routine has (its own schema where it has none) without what others may create in, `pg_temp` last.
 * Where that would take a schema away from unqualified names, the schema has to be closed first.
 */
export function pinSearchPath(
  database: DatabaseFacts,
  routine: RoutineRow,
  on: ObjectRef,
  judged: SearchPathJudgement,
): Remedy {
  const wanted = (judged.schemas ?? [routine.schema]).filter(
    (schema) => schema !== 'pg_temp' && schema !== 'pg_catalog',
  );
  const unsafe = unsafeIn(database, routine, wanted);
  const exists = new Set(database.read('schemas').map((schema) => schema.name));
  const takenAway = [...unsafe].filter((schema) => exists.has(schema) || schema === '$user').sort();
  if (takenAway.length > 0 && !namesAreQualified(routine)) {
    return {
      manual: `Others may create objects in ${takenAway.join(', ')}, and the routine may find its own objects there by bare names. Revoke CREATE on it first, or qualify the names, then pin the search path.`,
    };
  }
  const kept = wanted.filter((schema) => !unsafe.has(schema) && exists.has(schema));
  return { changes: [{ do: 'routine-search-path', on, schemas: ['pg_catalog', ...kept, 'pg_temp'] }] };
}
