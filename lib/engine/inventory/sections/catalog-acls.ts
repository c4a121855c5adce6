import type { AclText } from '../acl-text.ts';

/** `pg_class` of `pg_catalog` and `information_schema` where the ACL differs from `pg_init_privs`. */
export interface CatalogAclRow {
  readonly schema: string;
  readonly name: string;
  readonly owner: string;
  readonly acl: AclText;
  readonly initialAcl: AclText;
}
