/**
 * `pg_settings`, cluster-wide values as the scan's own session would see them without its own `SET LOCAL`s.
 * Rows that need `pg_read_all_settings` vanish silently from the view: those live in the section `protected-settings`,
 * which is a gap when any of them is missing.
 */
export interface SettingRow {
  readonly name: string;
  /** Secrets (`primary_conninfo`, `ssl_passphrase_command` …) are redacted here, never stored. */
  readonly value: string | null;
  readonly unit: string | null;
  /** internal | postmaster | sighup | backend | superuser-backend | user | superuser */
  readonly context: string;
  readonly source: string;
  readonly sourceFile: string | null;
  readonly bootValue: string | null;
  readonly pendingRestart: boolean;
}
