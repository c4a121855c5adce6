import { flag, text } from '../cell.ts';
import { keyOf, type SectionReader } from '../section.ts';
/**
 * `pg_auth_members`, one row per (role, member, grantor). Before 16 there is one row per pair,
 * `inheritOption` is the member's `rolinherit` and `setOption` is true, so that every major has the same shape.
 */
export interface MembershipRow {
  readonly role: string;
  readonly member: string;
  readonly grantor: string;
  readonly adminOption: boolean;
  readonly inheritOption: boolean;
  readonly setOption: boolean;
}

export const memberships: SectionReader<MembershipRow> = {
  // ≤15 the grantor may be a role dropped since: it shows as its OID.
  sql: ({ versionNum }) => `
SELECT r.rolname::pg_catalog.text, m.rolname::pg_catalog.text, coalesce(g.rolname::pg_catalog.text, a.grantor::pg_catalog.text),
  a.admin_option, ${versionNum >= 160_000 ? 'a.inherit_option, a.set_option' : 'm.rolinherit, true'}
FROM pg_catalog.pg_auth_members a
JOIN pg_catalog.pg_roles r ON r.oid = a.roleid
JOIN pg_catalog.pg_roles m ON m.oid = a.member
LEFT JOIN pg_catalog.pg_roles g ON g.oid = a.grantor`,
  row: ([role, member, grantor, adminOption, inheritOption, setOption]) => ({
    role: text(role),
    member: text(member),
    grantor: text(grantor),
    adminOption: flag(adminOption),
    inheritOption: flag(inheritOption),
    setOption: flag(setOption),
  }),
  key: (row) => keyOf(row.role, row.member, row.grantor),
};
