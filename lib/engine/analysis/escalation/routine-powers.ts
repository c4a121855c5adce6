import type { RoutineRow } from '../../inventory/sections/routines.ts';
import { type DatabaseAccess, databaseAccess } from '../effective-privileges.ts';
import type { DatabaseFacts } from '../facts.ts';
import type { Bits } from '../role-graph-closure.ts';
import { noBits, type Power, power, quoted } from './power.ts';

interface ServerFileRoutine {
  readonly name: string;
  /** Null: it comes with the server, in `pg_catalog`. */
  readonly extension: string | null;
  readonly may: string;
}

/**
 * Routines that check nothing but EXECUTE, which only superusers have at first (`system_functions.sql`, `adminpack`). Those of the server and of
 * adminpack confine others than the members of the pg_*_server_files roles to the data and log directories; large
 * objects are written and read anywhere.
 */
const fileRoutines: readonly ServerFileRoutine[] = [
  { name: 'lo_export', extension: null, may: 'write any file the account of the server can write' },
  { name: 'lo_import', extension: null, may: 'read any file the account of the server can read' },
  {
    name: 'pg_read_binary_file',
    extension: null,
    may: 'read the files of the data directory, password verifiers too',
  },
  { name: 'pg_read_file', extension: null, may: 'read the text files of the data directory, settings too' },
  {
    name: 'pg_file_write',
    extension: 'adminpack',
    may: 'write files in the data directory, postgresql.auto.conf too',
  },
];

const isOne = ({ name, extension }: ServerFileRoutine, routine: RoutineRow) =>
  routine.name === name &&
  (extension === null ? routine.schema === 'pg_catalog' : routine.extension === extension);

/** Who may execute a routine. */
export function executors(
  access: DatabaseAccess,
  database: DatabaseFacts,
  { schema, name, signature, kind }: RoutineRow,
): Bits {
  const object = access.find({
    kind: kind === 'procedure' ? 'procedure' : 'function',
    database: database.name,
    schema,
    name,
    signature,
  });
  return object ? access.sets(object, 'EXECUTE').held : noBits(access.graph);
}

/** Reaching files of the server by routines whose EXECUTE was granted. Throws `UnreadSection` without `routines`. */
export function routinePowers(database: DatabaseFacts): Power[] {
  const access = databaseAccess(database);
  return database.read('routines').flatMap((routine) => {
    const file = fileRoutines.find((one) => isOne(one, routine));
    if (!file) return [];
    return [
      power({
        to: 'operating-system',
        target: file.name,
        members: executors(access, database, routine),
        inWords: (holder) =>
          `${quoted(holder)} may ${file.may} (EXECUTE on ${file.name} in database ${quoted(database.name)})`,
      }),
    ];
  });
}
