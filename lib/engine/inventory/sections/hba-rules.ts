/**
 * `pg_hba_file_rules`, in file order. The view reads the file on disk, not the loaded rules, and has lost the quotes:
 * `all` and `"all"` look the same. A row with `error` means the file would be refused as a whole.
 */
export interface HbaRuleRow {
  /** 16+, else null (there is one file). */
  readonly file: string | null;
  readonly line: number;
  /** local | host | hostssl | hostnossl | hostgssenc | hostnogssenc; null on an error row. */
  readonly type: string | null;
  readonly databases: readonly string[];
  readonly users: readonly string[];
  /** As the view shows it: an address, a host name, `all`, `samehost`, `samenet`; null for local. */
  readonly address: string | null;
  readonly netmask: string | null;
  readonly method: string | null;
  /** `name=value`; secrets (ldapbindpasswd, radiussecrets) redacted. */
  readonly options: readonly string[];
  readonly error: string | null;
}
