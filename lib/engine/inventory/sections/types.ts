import type { AclText } from '../acl-text.ts';

/** `pg_type`, system types included (array and table row types left out: their rights follow their element or relation). */
export interface TypeRow {
  readonly schema: string;
  readonly name: string;
  readonly kind: 'base' | 'composite' | 'domain' | 'enum' | 'range' | 'multirange';
  readonly owner: string;
  readonly acl: AclText;
  readonly extension: string | null;
}
