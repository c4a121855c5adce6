/** `pg_ident_file_mappings` (15+); before that there is no view and the section is a gap no grant can close. */
export interface IdentMappingRow {
  readonly file: string | null;
  readonly line: number;
  readonly map: string | null;
  readonly systemUser: string | null;
  readonly databaseUser: string | null;
  readonly error: string | null;
}
