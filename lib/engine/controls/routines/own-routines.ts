import type { DatabaseFacts } from '../../analysis/facts.ts';
import { memo } from '../../analysis/memo.ts';
import type { RoutineRow } from '../../inventory/sections/routines.ts';
import { isSystemSchema } from '../grants/database-object.ts';

// Nearly all routines of a database are PostgreSQL's own: they are put aside once, and not by every control anew.

/** The customer's routines, in the inventory's order: outside system schemas and of no extension. */
export const ownRoutines = memo((database: DatabaseFacts): readonly RoutineRow[] =>
  database
    .read('routines')
    .filter((routine) => routine.extension === null && !isSystemSchema(routine.schema)),
);

/** Those of them that run as their owner. */
export const definerRoutines = memo((database: DatabaseFacts): readonly RoutineRow[] =>
  ownRoutines(database).filter((routine) => routine.securityDefiner),
);
