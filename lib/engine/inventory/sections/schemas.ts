import type { AclText } from '../acl-text.ts';
import { acl, text } from '../cell.ts';
import type { SectionReader } from '../section.ts';

/** `pg_namespace`, system schemas included, other sessions' temporary schemas left out. */
export interface SchemaRow {
  readonly name: string;
  readonly owner: string;
  readonly acl: AclText;
}

export const schemas: SectionReader<SchemaRow> = {
  sql: (context) => `
SELECT n.nspname::pg_catalog.text, pg_catalog.pg_get_userbyid(n.nspowner)::pg_catalog.text, ${context.acl('n.nspacl')}
FROM pg_catalog.pg_namespace n
WHERE n.nspname !~ '^pg_(toast_)?temp_[0-9]+$'`,
  row: ([name, owner, nspacl]) => ({ name: text(name), owner: text(owner), acl: acl(nspacl) }),
  key: (row) => row.name,
};
