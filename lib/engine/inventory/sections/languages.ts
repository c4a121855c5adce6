import type { AclText } from '../acl-text.ts';

/** `pg_language`. */
export interface LanguageRow {
  readonly name: string;
  readonly owner: string;
  readonly trusted: boolean;
  readonly acl: AclText;
}
