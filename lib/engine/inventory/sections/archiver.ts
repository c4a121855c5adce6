import { flag } from '../cell.ts';
import type { SectionReader } from '../section.ts';
/** `pg_stat_archiver`, reduced to what does not change by itself while archiving works. Exactly one row. */
export interface ArchiverRow {
  readonly everArchived: boolean;
  readonly everFailed: boolean;
  /** The last failure is newer than the last success. */
  readonly failing: boolean;
}

export const archiver: SectionReader<ArchiverRow> = {
  sql: () => `
SELECT a.archived_count > 0, a.failed_count > 0, coalesce(a.last_failed_time > coalesce(a.last_archived_time, '-infinity'), false)
FROM pg_catalog.pg_stat_archiver a`,
  row: ([everArchived, everFailed, failing]) => ({
    everArchived: flag(everArchived),
    everFailed: flag(everFailed),
    failing: flag(failing),
  }),
};
