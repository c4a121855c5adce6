import type { AclText } from '../acl-text.ts';

/** `pg_class` where it can hold privileges: tables, views, materialized views, foreign and partitioned tables, sequences. */
export interface RelationRow {
  readonly oid: number;
  readonly schema: string;
  readonly name: string;
  readonly kind: 'table' | 'view' | 'materialized-view' | 'foreign-table' | 'partitioned-table' | 'sequence';
  readonly owner: string;
  readonly acl: AclText;
  readonly rowSecurity: boolean;
  readonly forceRowSecurity: boolean;
  readonly isPartition: boolean;
  /** `reloptions`, for example `security_invoker=true`. */
  readonly options: readonly string[];
  /** Belongs to an extension (`pg_depend` e). */
  readonly extension: string | null;
  /** Planner's estimate, -1 when never analysed; rounded to a power of ten so that it does not change by itself. */
  readonly sizeClass: number;
  readonly comment: string | null;
}
