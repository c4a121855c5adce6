import type { AclText } from '../acl-text.ts';
import { acl, list, text } from '../cell.ts';
import { redactAssignment } from '../redact.ts';
import type { SectionReader } from '../section.ts';

/** `pg_foreign_server`; option values that may be secrets are redacted. */
export interface ForeignServerRow {
  readonly name: string;
  readonly wrapper: string;
  readonly owner: string;
  readonly options: readonly string[];
  readonly acl: AclText;
}

export const foreignServers: SectionReader<ForeignServerRow> = {
  sql: (context) => `
SELECT s.srvname::pg_catalog.text, w.fdwname::pg_catalog.text, pg_catalog.pg_get_userbyid(s.srvowner)::pg_catalog.text, s.srvoptions,
  ${context.acl('s.srvacl')}
FROM pg_catalog.pg_foreign_server s
JOIN pg_catalog.pg_foreign_data_wrapper w ON w.oid = s.srvfdw`,
  row: ([name, wrapper, owner, options, srvacl]) => ({
    name: text(name),
    wrapper: text(wrapper),
    owner: text(owner),
    options: list(options).map(redactAssignment),
    acl: acl(srvacl),
  }),
  key: (row) => row.name,
};
