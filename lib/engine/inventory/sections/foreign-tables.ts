import { list, text } from '../cell.ts';
import { redactAssignment } from '../redact.ts';
import { keyOf, type SectionReader } from '../section.ts';

/** `pg_foreign_table`: where each foreign table's rows come from. Option values that may be secrets are redacted. */
export interface ForeignTableRow {
  readonly schema: string;
  readonly name: string;
  readonly server: string;
  /** For example `schema_name=app`. */
  readonly options: readonly string[];
}

export const foreignTables: SectionReader<ForeignTableRow> = {
  sql: () => `
SELECT n.nspname::pg_catalog.text, c.relname::pg_catalog.text, s.srvname::pg_catalog.text, t.ftoptions
FROM pg_catalog.pg_foreign_table t
JOIN pg_catalog.pg_class c ON c.oid = t.ftrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_foreign_server s ON s.oid = t.ftserver`,
  row: ([schema, name, server, options]) => ({
    schema: text(schema),
    name: text(name),
    server: text(server),
    options: list(options).map(redactAssignment),
  }),
  key: (row) => keyOf(row.schema, row.name),
};
