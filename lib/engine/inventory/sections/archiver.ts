/** `pg_stat_archiver`, reduced to what does not change by itself while archiving works. Exactly one row. */
export interface ArchiverRow {
  readonly everArchived: boolean;
  readonly everFailed: boolean;
  /** The last failure is newer than the last success. */
  readonly failing: boolean;
}
