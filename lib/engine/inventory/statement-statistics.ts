import { QueryRefused } from '../connect/query-refused.ts';
import type { Read } from '../connect/session.ts';
import { number, text, textOrNull } from './cell.ts';

/** One entry of `pg_stat_statements` in the database that was asked. The query is hostile text, and may hold literals. */
export interface StatementStatistic {
  readonly role: string;
  readonly query: string;
  readonly calls: number;
}

export type StatementStatistics =
  | {
      readonly rows: readonly StatementStatistic[];
      /** There are more than were read. */
      readonly cut: boolean;
    }
  | { readonly unreadable: string };

/** Entries read at most, those called most often first; the default of `pg_stat_statements.max` is 5000. */
const mostEntries = 20_000;

/** The extension's own function, where nobody but a superuser can have made or replaced it: anything else named so is not called. */
const functionSql = `
SELECT n.nspname::pg_catalog.text
FROM pg_catalog.pg_extension e
JOIN pg_catalog.pg_depend d ON d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass AND d.refobjid = e.oid
  AND d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND d.deptype = 'e'
JOIN pg_catalog.pg_proc p ON p.oid = d.objid
JOIN pg_catalog.pg_language l ON l.oid = p.prolang AND l.lanname = 'c'
JOIN pg_catalog.pg_roles o ON o.oid = p.proowner AND o.rolsuper
JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
WHERE e.extname = 'pg_stat_statements' AND p.proname = 'pg_stat_statements'
  AND pg_catalog.oidvectortypes(p.proargtypes) = 'boolean' AND p.probin LIKE '%pg\\_stat\\_statements'`;

const entriesSql = (schema: string) => `
SELECT r.rolname::pg_catalog.text, pg_catalog.left(s.query, 16384), s.calls::pg_catalog.int8
FROM "${schema.replaceAll('"', '""')}".pg_stat_statements(true) s
JOIN pg_catalog.pg_roles r ON r.oid = s.userid
JOIN pg_catalog.pg_database d ON d.oid = s.dbid AND d.datname = pg_catalog.current_database()
ORDER BY s.calls DESC LIMIT ${mostEntries + 1}`;

/** What stands in place of another role's statement (`pg_stat_statements.c`). */
const hidden = '<insufficient privilege>';

/**
 * What roles were seen to run in the database of `read`. Not part of a scan: statements are the customer's. Asked on demand
 * alone, and never stored whole.
 */
export async function readStatementStatistics(read: Read): Promise<StatementStatistics> {
  try {
    const [found] = await read(functionSql);
    if (!found) return { unreadable: 'the extension pg_stat_statements is not installed in this database' };
    const entries = await read(entriesSql(text(found[0])));
    if (entries.some((row) => textOrNull(row[1]) === hidden))
      return { unreadable: "only members of pg_read_all_stats see other roles' statements" };
    const rows = entries.slice(0, mostEntries).flatMap(([role, query, calls]) => {
      const words = textOrNull(query);
      return words === null ? [] : [{ role: text(role), query: words, calls: number(calls) }];
    });
    return { rows, cut: entries.length > mostEntries };
  } catch (error) {
    if (!(error instanceof QueryRefused)) throw error;
    return {
      unreadable:
        error.sqlstate === '55000'
          ? 'pg_stat_statements is not among shared_preload_libraries'
          : `the server refused to show pg_stat_statements (SQLSTATE ${error.sqlstate})`,
    };
  }
}
