import type { AclText } from '../acl-text.ts';
import { acl, text } from '../cell.ts';
import type { SectionReader } from '../section.ts';

/** `pg_foreign_data_wrapper`. */
export interface ForeignDataWrapperRow {
  readonly name: string;
  readonly owner: string;
  readonly acl: AclText;
}

export const foreignDataWrappers: SectionReader<ForeignDataWrapperRow> = {
  sql: (context) => `
SELECT w.fdwname::pg_catalog.text, pg_catalog.pg_get_userbyid(w.fdwowner)::pg_catalog.text, ${context.acl('w.fdwacl')}
FROM pg_catalog.pg_foreign_data_wrapper w`,
  row: ([name, owner, fdwacl]) => ({ name: text(name), owner: text(owner), acl: acl(fdwacl) }),
  key: (row) => row.name,
};
