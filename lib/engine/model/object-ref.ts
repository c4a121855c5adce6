/** Kinds of objects that have an access control list, in the words of the command-line contract. */
export const grantableKinds = [
  'database',
  'schema',
  'table',
  'view',
  'materialized-view',
  'foreign-table',
  'partitioned-table',
  'sequence',
  'column',
  'function',
  'procedure',
  'type',
  'language',
  'foreign-data-wrapper',
  'foreign-server',
  'tablespace',
  'parameter',
  'large-object',
] as const;

export type GrantableKind = (typeof grantableKinds)[number];

/** Everything a finding, a change or an access line can be about. */
export type ObjectKind =
  | GrantableKind
  | 'cluster'
  | 'role'
  | 'membership'
  | 'setting'
  | 'hba-rule'
  | 'ident-mapping'
  | 'policy'
  | 'trigger'
  | 'event-trigger'
  | 'extension'
  | 'default-privileges'
  | 'publication'
  | 'subscription'
  | 'replication-slot'
  | 'user-mapping'
  | 'credential'
  | 'threat';

/**
 * One object of a cluster, whole: it says everything needed to name it again without looking it up.
 * Names stand exactly as the catalog has them (unquoted, not folded).
 *
 * - `name`: relation, routine, role, setting, extension, policy … by kind.
 * - `signature`: for functions and procedures, `pg_get_function_identity_arguments` (qualified, without names).
 * - `column`: for kind `column`.
 * - `relation`: for kinds `policy` and `trigger`, the relation they stand on (in `schema`).
 * - `role`: the role whose right, membership or setting it is; `PUBLIC` is written as `public: true`.
 * - `rule`: for `hba-rule`, the rule in canonical form, without its line number, so that it survives moved lines.
 */
export interface ObjectRef {
  readonly kind: ObjectKind;
  readonly database?: string;
  readonly schema?: string;
  readonly name?: string;
  readonly signature?: string;
  readonly column?: string;
  readonly relation?: string;
  readonly role?: string;
  readonly public?: true;
  readonly rule?: string;
}
