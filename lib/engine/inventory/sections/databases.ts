import type { AclText } from '../acl-text.ts';
import { acl, flag, number, numberOrNull, text } from '../cell.ts';
import type { SectionReader } from '../section.ts';

/** `pg_database`. */
export interface DatabaseRow {
  readonly name: string;
  readonly owner: string;
  readonly encoding: string;
  readonly allowConnections: boolean;
  readonly template: boolean;
  readonly connectionLimit: number;
  readonly acl: AclText;
  /**
   * Pages found damaged since the statistics of the database began; null where pages carry no checksums. Absent from snapshots of
   * earlier versions of Postern.
   */
  readonly checksumFailures?: number | null;
}

export const databases: SectionReader<DatabaseRow> = {
  sql: (context) => `
SELECT d.datname::pg_catalog.text, pg_catalog.pg_get_userbyid(d.datdba)::pg_catalog.text,
  pg_catalog.pg_encoding_to_char(d.encoding)::pg_catalog.text, d.datallowconn, d.datistemplate, d.datconnlimit, ${context.acl('d.datacl')},
  pg_catalog.pg_stat_get_db_checksum_failures(d.oid)::pg_catalog.int4
FROM pg_catalog.pg_database d`,
  row: ([name, owner, encoding, allowConnections, template, connectionLimit, datacl, checksumFailures]) => ({
    name: text(name),
    owner: text(owner),
    encoding: text(encoding),
    allowConnections: flag(allowConnections),
    template: flag(template),
    connectionLimit: number(connectionLimit),
    acl: acl(datacl),
    checksumFailures: numberOrNull(checksumFailures),
  }),
  key: (row) => row.name,
};
