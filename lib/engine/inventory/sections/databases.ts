import type { AclText } from '../acl-text.ts';

/** `pg_database`. */
export interface DatabaseRow {
  readonly name: string;
  readonly owner: string;
  readonly encoding: string;
  readonly allowConnections: boolean;
  readonly template: boolean;
  readonly connectionLimit: number;
  readonly acl: AclText;
}
