import { text, textOrNull } from '../cell.ts';
import type { SectionReader } from '../section.ts';
/** `pg_extension` with the version the server would install. */
export interface ExtensionRow {
  readonly name: string;
  readonly version: string;
  readonly defaultVersion: string | null;
  readonly schema: string;
  readonly owner: string;
}

export const extensions: SectionReader<ExtensionRow> = {
  sql: () => `
SELECT e.extname::pg_catalog.text, e.extversion, a.default_version, n.nspname::pg_catalog.text,
  pg_catalog.pg_get_userbyid(e.extowner)::pg_catalog.text
FROM pg_catalog.pg_extension e
JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
LEFT JOIN pg_catalog.pg_available_extensions a ON a.name = e.extname`,
  row: ([name, version, defaultVersion, schema, owner]) => ({
    name: text(name),
    version: text(version),
    defaultVersion: textOrNull(defaultVersion),
    schema: text(schema),
    owner: text(owner),
  }),
  key: (row) => row.name,
};
