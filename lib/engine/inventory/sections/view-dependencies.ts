/** What views and materialized views read, from `pg_depend` of their rewrite rules: relations and routines. */
export interface ViewDependencyRow {
  readonly schema: string;
  readonly view: string;
  readonly kind: 'relation' | 'routine';
  readonly dependsOnSchema: string;
  readonly dependsOn: string;
}
