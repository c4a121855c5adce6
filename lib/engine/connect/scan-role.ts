import { ConnectFailure } from './connect-failure.ts';
import type { Read } from './session.ts';

/** Who the scan runs as and which catalogs it may read, asked of the server rather than guessed. */
export interface ScanRole {
  readonly name: string;
  readonly superuser: boolean;
  readonly inherits: boolean;
  /** `pg_read_all_settings`, `pg_read_all_stats`, as this major counts membership. */
  readonly readsAllSettings: boolean;
  readonly readsAllStats: boolean;
  readonly readsHba: boolean;
  /** False before 15, where there is no such view. */
  readonly readsIdentMappings: boolean;
  /** SELECT on `pg_authid`: superusers, and nobody else who is well set up. */
  readonly readsPasswords: boolean;
}

/**
 * `pg_hba_file_rules` and `pg_ident_file_mappings` need SELECT on the view and EXECUTE on the function beneath it.
 * 14 asks for mere membership in the predefined roles, later majors for their privileges (INHERIT).
 */
function scanRoleSql(versionNum: number): string {
  const how = versionNum >= 150_000 ? 'USAGE' : 'MEMBER';
  const may = (view: string) =>
    `(pg_catalog.has_table_privilege(r.oid, 'pg_catalog.${view}', 'SELECT') AND pg_catalog.has_function_privilege(r.oid, 'pg_catalog.${view}()', 'EXECUTE'))`;
  return `
SELECT r.rolname::pg_catalog.text, r.rolsuper, r.rolinherit,
  pg_catalog.pg_has_role(r.oid, 'pg_read_all_settings', '${how}'),
  pg_catalog.pg_has_role(r.oid, 'pg_read_all_stats', '${how}'),
  ${may('pg_hba_file_rules')},
  ${versionNum >= 150_000 ? may('pg_ident_file_mappings') : 'false'},
  pg_catalog.has_table_privilege(r.oid, 'pg_catalog.pg_authid', 'SELECT')
FROM pg_catalog.pg_roles r WHERE r.rolname = current_user`;
}

/** Throws `ConnectFailure` when the answer is not what PostgreSQL would give. */
export async function readScanRole(read: Read, versionNum: number): Promise<ScanRole> {
  const [row] = await read(scanRoleSql(versionNum));
  const [name, ...flags] = row ?? [];
  if (typeof name !== 'string' || flags.length !== 7 || !flags.every((flag) => typeof flag === 'boolean'))
    throw new ConnectFailure('protocol');
  const [superuser, inherits, readsAllSettings, readsAllStats, readsHba, readsIdentMappings, readsPasswords] =
    flags.map((flag) => flag === true);
  return {
    name,
    superuser: superuser === true,
    inherits: inherits === true,
    readsAllSettings: readsAllSettings === true,
    readsAllStats: readsAllStats === true,
    readsHba: readsHba === true,
    readsIdentMappings: readsIdentMappings === true,
    readsPasswords: readsPasswords === true,
  };
}
