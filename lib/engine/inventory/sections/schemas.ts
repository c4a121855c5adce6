import type { AclText } from '../acl-text.ts';

/** `pg_namespace`, system schemas included, other sessions' temporary schemas left out. */
export interface SchemaRow {
  readonly name: string;
  readonly owner: string;
  readonly acl: AclText;
}
