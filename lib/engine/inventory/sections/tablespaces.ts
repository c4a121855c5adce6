import type { AclText } from '../acl-text.ts';

/** `pg_tablespace`. */
export interface TablespaceRow {
  readonly name: string;
  readonly owner: string;
  readonly acl: AclText;
}
