import type { AclText } from '../acl-text.ts';
import { acl, text } from '../cell.ts';
import type { SectionReader } from '../section.ts';

/** `pg_tablespace`. */
export interface TablespaceRow {
  readonly name: string;
  readonly owner: string;
  readonly acl: AclText;
}

export const tablespaces: SectionReader<TablespaceRow> = {
  sql: (context) => `
SELECT t.spcname::pg_catalog.text, pg_catalog.pg_get_userbyid(t.spcowner)::pg_catalog.text, ${context.acl('t.spcacl')}
FROM pg_catalog.pg_tablespace t`,
  row: ([name, owner, spcacl]) => ({ name: text(name), owner: text(owner), acl: acl(spcacl) }),
  key: (row) => row.name,
};
