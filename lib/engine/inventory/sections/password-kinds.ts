/**
 * How each role's password is stored. The verifier itself never leaves the server: the kind is computed there, by the
 * optional function of the scan-role script or, for a superuser scan role, from `pg_authid` in the query.
 */
export interface PasswordKindRow {
  readonly role: string;
  readonly kind: 'none' | 'md5' | 'scram-sha-256' | 'other';
  /** SCRAM iteration count; null for the other kinds. */
  readonly iterations: number | null;
}
