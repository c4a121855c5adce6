import { grantPredefined } from '../../connect/scan-role-grants.ts';
import { flag, text, textOrNull } from '../cell.ts';
import { protectedSettingNames } from '../protected-setting-names.ts';
import { redactValue } from '../redact.ts';
import type { SectionReader } from '../section.ts';

/**
 * `pg_settings`, cluster-wide values as the scan's own session would see them without its own `SET LOCAL`s.
 * Rows that need `pg_read_all_settings` vanish silently from the view: those live in the section `protected-settings`,
 * which is a gap when any of them is missing.
 */
export interface SettingRow {
  readonly name: string;
  /**
   * Secrets (`primary_conninfo`, `ssl_passphrase_command` …) are redacted here, never stored. Null where `source` is
   * `database`, `user`, `database user`, `client` or `session`: a value of the scan role's own hides the server's.
   */
  readonly value: string | null;
  readonly unit: string | null;
  /** internal | postmaster | sighup | backend | superuser-backend | user | superuser */
  readonly context: string;
  /** As `pg_settings` has it; `default` or `configuration file`, inferred, for the few that the scan sets for itself. */
  readonly source: string;
  readonly sourceFile: string | null;
  readonly bootValue: string | null;
  readonly pendingRestart: boolean;
}

/** Values of the session or transaction itself, not settings of the server. */
const sessionState = new Set([
  'transaction_isolation',
  'transaction_read_only',
  'transaction_deferrable',
  'seed',
  'is_superuser',
  'session_authorization',
  'role',
  'in_hot_standby',
]);
const ownSources = new Set(['database', 'user', 'database user', 'client', 'session']);
const protectedNames = new Set<string>(protectedSettingNames);

/**
 * `reset_val` is the value without our `SET LOCAL`s. Where `source` is `session`, it is ours: whose the value beneath is,
 * tells `pg_db_role_setting`.
 */
const settingsSql = `
SELECT s.name, s.reset_val, s.unit, s.context,
  CASE WHEN s.source = 'session' AND NOT EXISTS (
      SELECT FROM pg_catalog.pg_db_role_setting o
      CROSS JOIN LATERAL pg_catalog.unnest(o.setconfig) AS c(entry)
      LEFT JOIN pg_catalog.pg_roles r ON r.oid = o.setrole
      LEFT JOIN pg_catalog.pg_database d ON d.oid = o.setdatabase
      WHERE (o.setrole = 0 OR r.rolname = session_user) AND (o.setdatabase = 0 OR d.datname = pg_catalog.current_database())
        AND pg_catalog.lower(pg_catalog.split_part(c.entry, '=', 1)) = pg_catalog.lower(s.name))
    THEN CASE WHEN s.reset_val IS NOT DISTINCT FROM s.boot_val THEN 'default' ELSE 'configuration file' END
    ELSE s.source END,
  s.sourcefile, s.boot_val, s.pending_restart
FROM pg_catalog.pg_settings s`;

function row(cells: readonly unknown[]): SettingRow {
  const [name, value, unit, context, source, sourceFile, bootValue, pendingRestart] = cells;
  const safe = (cell: unknown) => (cell === null ? null : redactValue(text(name), text(cell)));
  return {
    name: text(name),
    value: ownSources.has(text(source)) ? null : safe(value),
    unit: textOrNull(unit),
    context: text(context),
    source: text(source),
    sourceFile: textOrNull(sourceFile),
    bootValue: safe(bootValue),
    pendingRestart: flag(pendingRestart),
  };
}

export const settings: SectionReader<SettingRow> = {
  sql: () => settingsSql,
  row,
  keep: ({ name }) => !protectedNames.has(name) && !sessionState.has(name),
  key: ({ name }) => name,
};

export const protectedSettings: SectionReader<SettingRow> = {
  closed: ({ scanRole, versionNum }) =>
    scanRole.readsAllSettings
      ? null
      : {
          reason: 'only members of pg_read_all_settings see these settings; others find the rows missing',
          grant: grantPredefined('pg_read_all_settings', scanRole, versionNum),
        },
  sql: () => settingsSql,
  row,
  keep: ({ name }) => protectedNames.has(name),
  key: ({ name }) => name,
};
