import type { AclText } from '../acl-text.ts';

/** `pg_foreign_server`; option values that may be secrets are redacted. */
export interface ForeignServerRow {
  readonly name: string;
  readonly wrapper: string;
  readonly owner: string;
  readonly options: readonly string[];
  readonly acl: AclText;
}
