import type { AclText } from '../acl-text.ts';

/** `pg_foreign_data_wrapper`. */
export interface ForeignDataWrapperRow {
  readonly name: string;
  readonly owner: string;
  readonly acl: AclText;
}
