import type { AclText } from '../acl-text.ts';

/** `pg_proc`, system routines included (without source): every routine has an ACL, and the default lets PUBLIC execute it. */
export interface RoutineRow {
  readonly schema: string;
  readonly name: string;
  /** `pg_get_function_identity_arguments`, qualified types. With schema and name it is unique. */
  readonly signature: string;
  readonly kind: 'function' | 'procedure' | 'aggregate' | 'window';
  readonly owner: string;
  readonly acl: AclText;
  readonly language: string;
  readonly securityDefiner: boolean;
  readonly leakproof: boolean;
  readonly returnType: string | null;
  /** `proconfig`, for example `search_path=pg_catalog, pg_temp`. */
  readonly config: readonly string[];
  /** Source text of SQL and procedural languages, cut at 64 KiB; null for C and internal. */
  readonly source: string | null;
  readonly extension: string | null;
}
