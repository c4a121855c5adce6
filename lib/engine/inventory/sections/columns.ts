import type { AclText } from '../acl-text.ts';

/** `pg_attribute` of user relations that are no sequence, and of system relations where the column has an ACL of its own. */
export interface ColumnRow {
  readonly schema: string;
  readonly relation: string;
  readonly name: string;
  /** `format_type`. */
  readonly type: string;
  readonly notNull: boolean;
  readonly acl: AclText;
  readonly comment: string | null;
}
