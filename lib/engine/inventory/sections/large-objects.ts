import type { AclText } from '../acl-text.ts';
import { acl, number, text } from '../cell.ts';
import { keyOf, type SectionReader } from '../section.ts';

/** `pg_largeobject_metadata`. */
export interface LargeObjectRow {
  readonly oid: number;
  readonly owner: string;
  readonly acl: AclText;
}

export const largeObjects: SectionReader<LargeObjectRow> = {
  sql: (context) => `
SELECT l.oid::pg_catalog.int8, pg_catalog.pg_get_userbyid(l.lomowner)::pg_catalog.text, ${context.acl('l.lomacl')}
FROM pg_catalog.pg_largeobject_metadata l`,
  row: ([oid, owner, lomacl]) => ({ oid: number(oid), owner: text(owner), acl: acl(lomacl) }),
  key: (row) => keyOf(row.oid),
};
