import type { ScanRole } from '../connect/scan-role.ts';

/**
 * SQL for whether a configuration file was changed after the server last loaded its configuration: the views of
 * `pg_hba.conf` and `pg_ident.conf` show the file on disk, the server goes by what it loaded. The later of contents and
 * inode counts, so that a copy with an old date does not hide. Files have whole seconds: a change within the second of the load is
 * not seen. Only superusers may look at files wherever they are; NULL for everybody else.
 */
export function changedSinceLoad(scanRole: Pick<ScanRole, 'superuser'>, file: string): string {
  if (!scanRole.superuser) return 'NULL::pg_catalog.bool';
  return `(SELECT pg_catalog.date_trunc('second', greatest(s.modification, s.change))
    > pg_catalog.date_trunc('second', pg_catalog.pg_conf_load_time()) FROM pg_catalog.pg_stat_file(${file}, true) s)`;
}
