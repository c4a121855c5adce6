import type { AclText } from '../acl-text.ts';
import { acl, flag, number, text } from '../cell.ts';
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
}

export const databases: SectionReader<DatabaseRow> = {
  sql: (context) => `
SELECT d.datname::pg_catalog.text, pg_catalog.pg_get_userbyid(d.datdba)::pg_catalog.text,
  pg_catalog.pg_encoding_to_char(d.encoding)::pg_catalog.text, d.datallowconn, d.datistemplate, d.datconnlimit, ${context.acl('d.datacl')}
FROM pg_catalog.pg_database d`,
  row: ([name, owner, encoding, allowConnections, template, connectionLimit, datacl]) => ({
    name: text(name),
    owner: text(owner),
    encoding: text(encoding),
    allowConnections: flag(allowConnections),
    template: flag(template),
    connectionLimit: number(connectionLimit),
    acl: acl(datacl),
  }),
  key: (row) => row.name,
};
