import type { DatabaseFacts } from '../../analysis/facts.ts';
import { memo } from '../../analysis/memo.ts';
import type { RoutineRow } from '../../inventory/sections/routines.ts';
import { isSystemSchema } from '../grants/database-object.ts';
import { isProviderRole } from '../roles/system-role.ts';

// Nearly all routines of a database are PostgreSQL's own: they are put aside once, and not by every control anew.

/** The customer's routines, in the inventory's order: outside system schemas and of no extension. */
export const ownRoutines = memo((database: DatabaseFacts): readonly RoutineRow[] =>
  database
    .read('routines')
    .filter((routine) => routine.extension === null && !isSystemSchema(routine.schema)),
);

/**
 * Routines that run as their owner. PostgreSQL installs none of that kind, in no schema of its own (14 to 18): one that stands in
 * pg_catalog was put there, where reviews do not look. Those of the operator of a managed service are its own.
 */
export const definerRoutines = memo((database: DatabaseFacts): readonly RoutineRow[] => {
  const { substrate } = database.cluster.inventory;
  return database
    .read('routines')
    .filter(
      (routine) =>
        routine.securityDefiner &&
        routine.extension === null &&
        !(isSystemSchema(routine.schema) && isProviderRole(substrate, routine.owner)),
    );
});

/** A body in the SQL standard's form, as the server deparses it: its own names were looked up when the routine was created. */
export const isBound = ({ language, source }: RoutineRow) =>
  language === 'sql' && source !== null && (source.startsWith('BEGIN ATOMIC') || source.startsWith('RETURN'));
