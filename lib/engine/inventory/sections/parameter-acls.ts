import type { AclText } from '../acl-text.ts';
import { acl, text } from '../cell.ts';
import type { SectionReader } from '../section.ts';

/** `pg_parameter_acl` (15+); read and empty before. */
export interface ParameterAclRow {
  readonly name: string;
  readonly acl: AclText;
}

export const parameterAcls: SectionReader<ParameterAclRow> = {
  sql: ({ versionNum, acl: aclText }) =>
    versionNum < 150_000
      ? null
      : `SELECT p.parname::pg_catalog.text, ${aclText('p.paracl')} FROM pg_catalog.pg_parameter_acl p`,
  row: ([name, paracl]) => ({ name: text(name), acl: acl(paracl) }),
  key: (row) => row.name,
};
