import type { GrantableKind } from '../../model/object-ref.ts';

/** How the server is asked about a kind of object. */
export interface Question {
  /** Joins `a` (schema, name, signature, col: what is asked about) to the catalogs. */
  readonly from: string;
  /** The server's answer, of role `r.oid` and privilege `p.privilege`. */
  readonly answer: string;
}

const inSchema = (table: string, alias: string, prefix: string, space: string) =>
  `JOIN pg_namespace n ON n.nspname = a.schema JOIN ${table} ${alias} ON ${alias}.${space} = n.oid AND ${alias}.${prefix} = a.name`;
const relations = inSchema('pg_class', 'c', 'relname', 'relnamespace');
const routines = `${inSchema('pg_proc', 'f', 'proname', 'pronamespace')} AND oidvectortypes(f.proargtypes) = a.signature`;
const named = (ask: string, table: string, column: string): Question => ({
  from: `JOIN ${table} o ON o.${column} = a.name`,
  answer: `${ask}(r.oid, o.oid, p.privilege)`,
});
const ofRelation: Question = { from: relations, answer: 'has_table_privilege(r.oid, c.oid, p.privilege)' };
const ofRoutine: Question = { from: routines, answer: 'has_function_privilege(r.oid, f.oid, p.privilege)' };

/** `null` where the server has no such function: large objects before 18. */
export function questionAbout(kind: GrantableKind, major: number): Question | null {
  switch (kind) {
    case 'table':
    case 'view':
    case 'materialized-view':
    case 'foreign-table':
    case 'partitioned-table':
      return ofRelation;
    case 'sequence':
      return { ...ofRelation, answer: 'has_sequence_privilege(r.oid, c.oid, p.privilege)' };
    case 'column':
      return {
        from: `${relations} JOIN pg_attribute t ON t.attrelid = c.oid AND t.attname = a.col`,
        answer: 'has_column_privilege(r.oid, c.oid, t.attnum, p.privilege)',
      };
    case 'function':
    case 'procedure':
      return ofRoutine;
    case 'type':
      return {
        from: inSchema('pg_type', 't', 'typname', 'typnamespace'),
        answer: 'has_type_privilege(r.oid, t.oid, p.privilege)',
      };
    case 'database':
      return named('has_database_privilege', 'pg_database', 'datname');
    case 'schema':
      return named('has_schema_privilege', 'pg_namespace', 'nspname');
    case 'language':
      return named('has_language_privilege', 'pg_language', 'lanname');
    case 'foreign-data-wrapper':
      return named('has_foreign_data_wrapper_privilege', 'pg_foreign_data_wrapper', 'fdwname');
    case 'foreign-server':
      return named('has_server_privilege', 'pg_foreign_server', 'srvname');
    case 'tablespace':
      return named('has_tablespace_privilege', 'pg_tablespace', 'spcname');
    case 'parameter':
      return {
        from: '',
        answer: major < 15 ? 'NULL' : 'has_parameter_privilege(r.oid, a.name, p.privilege)',
      };
    case 'large-object':
      return major < 18
        ? null
        : { from: '', answer: 'has_largeobject_privilege(r.oid, a.name::oid, p.privilege)' };
  }
}
