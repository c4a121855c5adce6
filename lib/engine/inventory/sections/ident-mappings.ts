import { grantFileView } from '../../connect/scan-role-grants.ts';
import { isManaged } from '../../connect/substrate.ts';
import { flagOrNull, number, textOrNull } from '../cell.ts';
import { changedSinceLoad } from '../changed-since-load.ts';
import { redactInside } from '../redact.ts';
import type { SectionReader } from '../section.ts';
/** `pg_ident_file_mappings` (15+); before that there is no view and the section is a gap no grant can close. */
export interface IdentMappingRow {
  readonly file: string | null;
  readonly line: number;
  readonly map: string | null;
  readonly systemUser: string | null;
  readonly databaseUser: string | null;
  readonly error: string | null;
  /** Whether its file was changed after the server last loaded its configuration; null where only a superuser could see. */
  readonly changedSinceLoad?: boolean | null;
}

export const identMappings: SectionReader<IdentMappingRow> = {
  closed: ({ scanRole, substrate, versionNum }) => {
    if (versionNum < 150_000) return { reason: 'PostgreSQL 14 has no view of pg_ident.conf', grant: null };
    if (scanRole.readsIdentMappings) return null;
    return {
      reason: isManaged(substrate)
        ? 'the scan role may not read pg_ident_file_mappings, and on this managed service only the provider could grant it'
        : 'the scan role may not read pg_ident_file_mappings in the database it connects to',
      grant: isManaged(substrate) ? null : grantFileView('pg_ident_file_mappings', scanRole.name),
    };
  },
  sql: ({ scanRole, versionNum }) => `
SELECT ${versionNum >= 160_000 ? 'i.file_name' : 'NULL::pg_catalog.text'}, i.line_number, i.map_name, i.sys_name, i.pg_username, i.error,
  ${changedSinceLoad(scanRole, versionNum >= 160_000 ? 'i.file_name' : "pg_catalog.current_setting('ident_file')")}
FROM pg_catalog.pg_ident_file_mappings i`,
  row: ([file, line, map, systemUser, databaseUser, error, changed]) => ({
    file: textOrNull(file),
    line: number(line),
    map: textOrNull(map),
    systemUser: textOrNull(systemUser),
    databaseUser: textOrNull(databaseUser),
    error: error === null ? null : redactInside(textOrNull(error) ?? ''),
    changedSinceLoad: flagOrNull(changed),
  }),
};
