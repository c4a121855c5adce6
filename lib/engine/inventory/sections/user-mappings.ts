import { flagOrNull, text, textOrNull } from '../cell.ts';
import { keyOf, type SectionReader } from '../section.ts';
/**
 * `pg_user_mappings` (the view). Its options are hidden from the scan role and never leave the server: whether a password is
 * among them is told there, to a superuser.
 */
export interface UserMappingRow {
  readonly server: string;
  /** null: PUBLIC. */
  readonly role: string | null;
  /** null: hidden from the scan role; absent in older snapshots. */
  readonly holdsPassword?: boolean | null;
}

export const userMappings: SectionReader<UserMappingRow> = {
  sql: ({ scanRole }) => `
SELECT m.srvname::pg_catalog.text,
  CASE WHEN m.umuser = 0 THEN NULL ELSE pg_catalog.pg_get_userbyid(m.umuser)::pg_catalog.text END,
  ${scanRole.superuser ? "EXISTS (SELECT FROM pg_catalog.unnest(m.umoptions) AS o(option) WHERE o.option ~* '^[a-z_]*(password|passwd|pwd|passcode)=.')" : 'NULL::pg_catalog.bool'}
FROM pg_catalog.pg_user_mappings m`,
  row: ([server, role, holdsPassword]) => ({
    server: text(server),
    role: textOrNull(role),
    holdsPassword: flagOrNull(holdsPassword),
  }),
  key: (row) => keyOf(row.server, row.role !== null, row.role),
};
