/** `pg_publication` with its tables. */
export interface PublicationRow {
  readonly name: string;
  readonly owner: string;
  readonly allTables: boolean;
  /** `schema.table` pairs, for publications that list them. */
  readonly tables: readonly { readonly schema: string; readonly table: string; readonly rowFilter: boolean }[];
}
