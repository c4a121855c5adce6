/** `pg_db_role_setting`: one row per parameter. Readable by everyone; values that may be secrets are redacted. */
export interface RoleSettingRow {
  /** null: for all roles. */
  readonly role: string | null;
  /** null: in all databases. */
  readonly database: string | null;
  readonly parameter: string;
  readonly value: string;
}
