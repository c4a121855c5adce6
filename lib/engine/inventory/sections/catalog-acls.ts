import type { AclText } from '../acl-text.ts';
import { acl, text } from '../cell.ts';
import { keyOf, type SectionReader } from '../section.ts';

/** `pg_class` of `pg_catalog` and `information_schema` where the ACL differs from `pg_init_privs`. */
export interface CatalogAclRow {
  readonly schema: string;
  readonly name: string;
  readonly owner: string;
  readonly acl: AclText;
  readonly initialAcl: AclText;
}

export const catalogAcls: SectionReader<CatalogAclRow> = {
  sql: (context) => `
SELECT n.nspname::pg_catalog.text, c.relname::pg_catalog.text, pg_catalog.pg_get_userbyid(c.relowner)::pg_catalog.text,
  ${context.acl('c.relacl')}, ${context.acl('i.initprivs')}
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_init_privs i
  ON i.objoid = c.oid AND i.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND i.objsubid = 0 AND i.privtype = 'i'
WHERE n.nspname IN ('pg_catalog', 'information_schema') AND c.relkind IN ('r', 'v', 'm', 'f', 'p', 'S')
  AND c.relacl IS DISTINCT FROM i.initprivs`,
  row: ([schema, name, owner, relacl, initial]) => ({
    schema: text(schema),
    name: text(name),
    owner: text(owner),
    acl: acl(relacl),
    initialAcl: acl(initial),
  }),
  key: (row) => keyOf(row.schema, row.name),
};
