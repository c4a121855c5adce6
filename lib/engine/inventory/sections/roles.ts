/** `pg_roles`, predefined roles included. */
export interface RoleRow {
  readonly oid: number;
  readonly name: string;
  readonly superuser: boolean;
  readonly inherit: boolean;
  readonly createRole: boolean;
  readonly createDatabase: boolean;
  readonly login: boolean;
  readonly replication: boolean;
  readonly bypassRls: boolean;
  /** -1 is no limit. */
  readonly connectionLimit: number;
  /** ISO 8601 UTC, `infinity`, or null where never set. */
  readonly validUntil: string | null;
  /** Whether `validUntil` was over at the time of the scan transaction, by the server's clock. */
  readonly expired: boolean;
  /** Shared-object comment. */
  readonly comment: string | null;
}
