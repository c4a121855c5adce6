import { grantFileView } from '../../connect/scan-role-grants.ts';
import { isManaged } from '../../connect/substrate.ts';
import { flagOrNull, list, number, textOrNull } from '../cell.ts';
import { changedSinceLoad } from '../changed-since-load.ts';
import { redactAssignment, redactInside } from '../redact.ts';
import type { SectionReader } from '../section.ts';
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
  /** Whether its file was changed after the server last loaded its configuration; null where only a superuser could see. */
  readonly changedSinceLoad?: boolean | null;
}

export const hbaRules: SectionReader<HbaRuleRow> = {
  closed: ({ scanRole, substrate }) =>
    scanRole.readsHba
      ? null
      : {
          reason: isManaged(substrate)
            ? 'the scan role may not read pg_hba_file_rules, and on this managed service only the provider could grant it'
            : 'the scan role may not read pg_hba_file_rules in the database it connects to',
          grant: isManaged(substrate) ? null : grantFileView('pg_hba_file_rules', scanRole.name),
        },
  sql: ({ scanRole, versionNum }) => `
SELECT ${versionNum >= 160_000 ? 'h.file_name' : 'NULL::pg_catalog.text'}, h.line_number, h.type, h.database::pg_catalog.text[],
  h.user_name::pg_catalog.text[], h.address, h.netmask, h.auth_method, h.options::pg_catalog.text[], h.error,
  ${changedSinceLoad(scanRole, versionNum >= 160_000 ? 'h.file_name' : "pg_catalog.current_setting('hba_file')")}
FROM pg_catalog.pg_hba_file_rules h`,
  row: ([file, line, type, databases, users, address, netmask, method, options, error, changed]) => ({
    file: textOrNull(file),
    line: number(line),
    type: textOrNull(type),
    databases: list(databases),
    users: list(users),
    address: textOrNull(address),
    netmask: textOrNull(netmask),
    method: textOrNull(method),
    options: list(options).map(redactAssignment),
    error: error === null ? null : redactInside(textOrNull(error) ?? ''),
    changedSinceLoad: flagOrNull(changed),
  }),
};
