import type { SectionName } from './section-name.ts';

const needs: Partial<Record<SectionName, readonly string[]>> = {
  'protected-settings': ['membership in pg_read_all_settings'],
  sessions: ['membership in pg_read_all_stats'],
  'replication-senders': ['membership in pg_read_all_stats'],
  'hba-rules': ['SELECT on pg_hba_file_rules', 'EXECUTE on pg_hba_file_rules()'],
  'ident-mappings': [
    'PostgreSQL 15 or newer',
    'SELECT on pg_ident_file_mappings',
    'EXECUTE on pg_ident_file_mappings()',
  ],
  'password-kinds': ['EXECUTE on postern.password_kinds(), or superuser'],
};

const bySection: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(needs));

/** What a role needs beyond CONNECT to read a section, by its name as a gap has it; nothing for what everybody may read. */
export function readingNeeds(section: string): readonly string[] {
  return bySection.get(section) ?? [];
}
