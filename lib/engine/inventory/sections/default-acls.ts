import type { DefaultPrivilegeObjects } from '../../model/change.ts';
import type { AclText } from '../acl-text.ts';

/** `pg_default_acl`. */
export interface DefaultAclRow {
  readonly role: string;
  /** null: the global entry, which replaces the built-in default; per-schema entries only add to it. */
  readonly schema: string | null;
  readonly objects: DefaultPrivilegeObjects;
  readonly acl: AclText;
}
