/** `pg_policy`. Expressions are deparsed by the server under `search_path = pg_catalog, pg_temp`, hence fully qualified. */
export interface PolicyRow {
  readonly schema: string;
  readonly relation: string;
  readonly name: string;
  readonly permissive: boolean;
  readonly command: 'ALL' | 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE';
  /** Role names; null stands for PUBLIC. */
  readonly roles: readonly (string | null)[];
  /** null: no USING clause. */
  readonly using: string | null;
  /** null: no WITH CHECK clause (PostgreSQL then uses USING where the command has both). */
  readonly withCheck: string | null;
}
