import type { AclText } from '../acl-text.ts';
import { acl, flag, text } from '../cell.ts';
import type { SectionReader } from '../section.ts';

/** `pg_language`. */
export interface LanguageRow {
  readonly name: string;
  readonly owner: string;
  readonly trusted: boolean;
  readonly acl: AclText;
}

export const languages: SectionReader<LanguageRow> = {
  sql: (context) => `
SELECT l.lanname::pg_catalog.text, pg_catalog.pg_get_userbyid(l.lanowner)::pg_catalog.text, l.lanpltrusted, ${context.acl('l.lanacl')}
FROM pg_catalog.pg_language l`,
  row: ([name, owner, trusted, lanacl]) => ({
    name: text(name),
    owner: text(owner),
    trusted: flag(trusted),
    acl: acl(lanacl),
  }),
  key: (row) => row.name,
};
