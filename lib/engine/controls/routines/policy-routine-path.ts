import type { DatabaseFacts } from '../../analysis/facts.ts';
import { memo } from '../../analysis/memo.ts';
import { othersWhoCreate, searchPathOf } from '../../analysis/search-path.ts';
import type { RoutineRow } from '../../inventory/sections/routines.ts';
import type { FindingDraft } from '../../model/finding.ts';
import { nameOf, routineRef } from '../grants/database-object.ts';
import { isBound } from './own-routines.ts';
import { namesAreQualified, pinSearchPath } from './safe-search-path.ts';
import { searchPathWords } from './search-path-words.ts';

const keyOf = (schema: string, name: string, signature: string) => JSON.stringify([schema, name, signature]);

const policiesByRoutine = memo((database: DatabaseFacts) =>
  Map.groupBy(database.read('policy-routines'), (row) =>
    keyOf(row.routineSchema, row.routine, row.signature),
  ),
);

/**
 * A function that a row policy calls runs as whoever queries the table, with that session's search path: the one whom the
 * policy keeps out is the one who says where its names are found. Temporary relations serve, and so does anything in a schema
 * where others may create.
 */
export function policyRoutineFindings(database: DatabaseFacts, routine: RoutineRow): FindingDraft[] {
  const policies = policiesByRoutine(database).get(keyOf(routine.schema, routine.name, routine.signature));
  if (policies === undefined || isBound(routine)) return [];
  const path = searchPathOf(database, routine);
  if (path.state === 'safe') return [];
  const bareRelations = !namesAreQualified(routine);
  const creators = path.state === 'unpinned' ? othersWhoCreate(database, routine) : [];
  const problems = path.problems.filter(({ kind }) => kind !== 'pg_temp-not-last' || bareRelations);
  if (path.state === 'unpinned' ? !bareRelations && creators.length === 0 : problems.length === 0) return [];
  const on = routineRef(database.name, routine);
  const [first] = policies;
  const called = `Function ${nameOf(on)}, which policy ${first?.policy} of ${first?.schema}.${first?.relation} calls,`;
  return [
    {
      object: on,
      title:
        path.state === 'unpinned'
          ? `${called} looks names up along the search path of whoever queries the table`
          : `${called} has an unsafe search path: ${problems.map(searchPathWords).join(', ')}`,
      severity: 'medium',
      evidence: {
        owner: routine.owner,
        language: routine.language,
        searchPath: path.schemas,
        problems: problems.map(searchPathWords),
        relationsWithoutSchema: bareRelations,
        mayCreate: creators.slice(0, 20),
        policies: policies.map((row) => `${row.policy} of ${row.schema}.${row.relation}`).slice(0, 20),
      },
      remedy: pinSearchPath(database, routine, on, path),
    },
  ];
}
