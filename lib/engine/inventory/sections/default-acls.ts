import type { DefaultPrivilegeObjects } from '../../model/change.ts';
import type { AclText } from '../acl-text.ts';
import { acl, text, textOrNull, word } from '../cell.ts';
import { keyOf, type SectionReader } from '../section.ts';

/** `pg_default_acl`. */
export interface DefaultAclRow {
  readonly role: string;
  /** null: the global entry, which replaces the built-in default; per-schema entries only add to it. */
  readonly schema: string | null;
  readonly objects: DefaultPrivilegeObjects;
  readonly acl: AclText;
}

const objects = {
  r: 'TABLES',
  S: 'SEQUENCES',
  f: 'FUNCTIONS',
  T: 'TYPES',
  n: 'SCHEMAS',
  L: 'LARGE OBJECTS',
} as const;

export const defaultAcls: SectionReader<DefaultAclRow> = {
  sql: (context) => `
SELECT pg_catalog.pg_get_userbyid(d.defaclrole)::pg_catalog.text, n.nspname::pg_catalog.text, d.defaclobjtype::pg_catalog.text,
  ${context.acl('d.defaclacl')}
FROM pg_catalog.pg_default_acl d
LEFT JOIN pg_catalog.pg_namespace n ON n.oid = d.defaclnamespace
WHERE d.defaclnamespace = 0 OR n.oid IS NOT NULL`,
  row: ([role, schema, kind, defaclacl]) => ({
    role: text(role),
    schema: textOrNull(schema),
    objects: word<DefaultPrivilegeObjects>(objects, kind),
    acl: acl(defaclacl),
  }),
  key: (row) => keyOf(row.role, row.schema !== null, row.schema, row.objects),
};
