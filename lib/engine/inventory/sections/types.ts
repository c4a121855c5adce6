import type { AclText } from '../acl-text.ts';
import { acl, text, textOrNull, word } from '../cell.ts';
import { memberOfExtension } from '../extension-members.ts';
import { keyOf, type SectionReader } from '../section.ts';

/**
 * `pg_type`, system types included (array and table row types left out: their rights follow their element or relation).
 * `acl` is the one in force: a type that has the ACL of another (the vectors that of their element, since 17 a multirange
 * that of its range) comes with that other's.
 */
export interface TypeRow {
  readonly schema: string;
  readonly name: string;
  readonly kind: 'base' | 'composite' | 'domain' | 'enum' | 'range' | 'multirange';
  readonly owner: string;
  readonly acl: AclText;
  readonly extension: string | null;
}

const kinds = { b: 'base', c: 'composite', d: 'domain', e: 'enum', r: 'range', m: 'multirange' } as const;

export const types: SectionReader<TypeRow> = {
  // Whose ACL holds: `pg_type_aclmask_ext` in catalog/aclchk.c. Every table has a row type and its array: they are sorted
  // out first, an array by its element, which points back at it.
  sql: (context) => `
SELECT n.nspname::pg_catalog.text, t.typname::pg_catalog.text, t.typtype::pg_catalog.text, pg_catalog.pg_get_userbyid(t.typowner)::pg_catalog.text,
  (SELECT ${context.acl('holder.typacl')} FROM pg_catalog.pg_type holder WHERE holder.oid = t.holder), x.extname
FROM (
  SELECT own.*, CASE
    WHEN own.typelem <> 0 AND own.typsubscript::pg_catalog.oid = 'pg_catalog.array_subscript_handler'::pg_catalog.regproc THEN own.typelem
    WHEN m.rngtypid IS NOT NULL AND ${context.versionNum >= 170_000} THEN m.rngtypid
    ELSE own.oid END AS holder
  FROM (
    SELECT b.* FROM pg_catalog.pg_type b WHERE b.typtype IN ('b', 'd', 'e', 'r', 'm')
      AND (b.typelem = 0 OR NOT EXISTS (SELECT FROM pg_catalog.pg_type element WHERE element.oid = b.typelem AND element.typarray = b.oid))
    UNION ALL
    SELECT b.* FROM pg_catalog.pg_class c JOIN pg_catalog.pg_type b ON b.oid = c.reltype WHERE c.relkind = 'c' AND b.typtype = 'c'
  ) own
  LEFT JOIN pg_catalog.pg_range m ON m.rngmultitypid = own.oid
) t
JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
LEFT JOIN ${memberOfExtension('pg_type')} x ON x.objid = t.oid
WHERE n.nspname !~ '^pg_temp_[0-9]+$'`,
  row: ([schema, name, kind, owner, typacl, extension]) => ({
    schema: text(schema),
    name: text(name),
    kind: word<TypeRow['kind']>(kinds, kind),
    owner: text(owner),
    acl: acl(typacl),
    extension: textOrNull(extension),
  }),
  key: (row) => keyOf(row.schema, row.name),
};
