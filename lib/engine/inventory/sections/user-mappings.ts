/** `pg_user_mappings` (the view): its options are hidden from the scan role and never read. */
export interface UserMappingRow {
  readonly server: string;
  /** null: PUBLIC. */
  readonly role: string | null;
}
