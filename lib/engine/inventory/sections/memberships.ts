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
