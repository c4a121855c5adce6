import { text, textOrNull } from '../cell.ts';
import { redactValue } from '../redact.ts';
import { keyOf, type SectionReader } from '../section.ts';
/** `pg_db_role_setting`: one row per parameter. Readable by everyone; values that may be secrets are redacted. */
export interface RoleSettingRow {
  /** null: for all roles. */
  readonly role: string | null;
  /** null: in all databases. */
  readonly database: string | null;
  readonly parameter: string;
  readonly value: string;
}

export const roleSettings: SectionReader<RoleSettingRow> = {
  sql: () => `
SELECT CASE WHEN s.setrole = 0 THEN NULL ELSE pg_catalog.pg_get_userbyid(s.setrole)::pg_catalog.text END,
  CASE WHEN s.setdatabase = 0 THEN NULL ELSE coalesce(d.datname::pg_catalog.text, s.setdatabase::pg_catalog.text) END,
  pg_catalog.split_part(c.entry, '=', 1), pg_catalog.substr(c.entry, pg_catalog.strpos(c.entry, '=') + 1)
FROM pg_catalog.pg_db_role_setting s
LEFT JOIN pg_catalog.pg_database d ON d.oid = s.setdatabase
CROSS JOIN LATERAL pg_catalog.unnest(s.setconfig) AS c(entry)`,
  row: ([role, database, parameter, value]) => ({
    role: textOrNull(role),
    database: textOrNull(database),
    parameter: text(parameter),
    value: redactValue(text(parameter), text(value)),
  }),
  // A role may be called "": what is null sorts before it.
  key: (row) => keyOf(row.role !== null, row.role, row.database !== null, row.database, row.parameter),
};
