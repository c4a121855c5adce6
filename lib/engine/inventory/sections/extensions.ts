/** `pg_extension` with the version the server would install. */
export interface ExtensionRow {
  readonly name: string;
  readonly version: string;
  readonly defaultVersion: string | null;
  readonly schema: string;
  readonly owner: string;
}
