import { text, textOrNull } from '../cell.ts';
import { keyOf, type SectionReader } from '../section.ts';
/** `pg_user_mappings` (the view): its options are hidden from the scan role and never read. */
export interface UserMappingRow {
  readonly server: string;
  /** null: PUBLIC. */
  readonly role: string | null;
}

export const userMappings: SectionReader<UserMappingRow> = {
  sql: () => `
SELECT m.srvname::pg_catalog.text,
  CASE WHEN m.umuser = 0 THEN NULL ELSE pg_catalog.pg_get_userbyid(m.umuser)::pg_catalog.text END
FROM pg_catalog.pg_user_mappings m`,
  row: ([server, role]) => ({ server: text(server), role: textOrNull(role) }),
  key: (row) => keyOf(row.server, row.role !== null, row.role),
};
