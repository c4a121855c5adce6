import type { RoutineRow } from '../../inventory/sections/routines.ts';

/** Built-in functions that run SQL they are given as text, or read a relation whose name they are given. */
const runsText: ReadonlySet<string> = new Set([
  'query_to_xml',
  'query_to_xmlschema',
  'query_to_xml_and_xmlschema',
  'table_to_xml',
  'table_to_xml_and_xmlschema',
  'schema_to_xml',
  'schema_to_xml_and_xmlschema',
  'database_to_xml',
  'database_to_xml_and_xmlschema',
  'ts_stat',
]);

/**
 * Extensions of PostgreSQL's own distribution whose C functions only compute: they run no SQL and read no relation. Not
 * among them are dblink, postgres_fdw, tablefunc, xml2, pageinspect, pgrowlocks, pgstattuple, file_fdw, adminpack and the like.
 */
const onlyCompute: ReadonlySet<string> = new Set([
  'btree_gin',
  'btree_gist',
  'citext',
  'cube',
  'earthdistance',
  'fuzzystrmatch',
  'hstore',
  'intarray',
  'isn',
  'ltree',
  'pg_trgm',
  'pgcrypto',
  'seg',
  'unaccent',
  'uuid-ossp',
]);

/** Whether a built-in of this name reads what its text arguments say: whoever calls it builds statements. */
export function runsStatementsGivenAsText(builtin: string): boolean {
  return runsText.has(builtin);
}

/** Whether a routine without readable text is known to read no relation. */
export function onlyComputes(routine: RoutineRow): boolean {
  return (
    (routine.language === 'c' || routine.language === 'internal') &&
    routine.extension !== null &&
    onlyCompute.has(routine.extension)
  );
}
