import type { AclText } from '../acl-text.ts';

/** `pg_largeobject_metadata`. */
export interface LargeObjectRow {
  readonly oid: number;
  readonly owner: string;
  readonly acl: AclText;
}
