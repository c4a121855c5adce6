import type { AclText } from '../acl-text.ts';
import { acl, flag, text, textOrNull } from '../cell.ts';
import { keyOf, type SectionReader } from '../section.ts';

/** `pg_attribute` of user relations that are no sequence, and of system relations where the column has an ACL of its own. */
export interface ColumnRow {
  readonly schema: string;
  readonly relation: string;
  readonly name: string;
  /** `format_type`. */
  readonly type: string;
  readonly notNull: boolean;
  readonly acl: AclText;
  readonly comment: string | null;
}

export const columns: SectionReader<ColumnRow> = {
  sql: (context) => `
SELECT n.nspname, c.relname, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod),
  a.attnotnull, ${context.acl('a.attacl')}, d.description
FROM pg_catalog.pg_attribute a
JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_description d
  ON d.objoid = c.oid AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objsubid = a.attnum AND a.attnum > 0
WHERE NOT a.attisdropped AND c.relkind IN ('r', 'v', 'm', 'f', 'p') AND c.relpersistence <> 't'
  AND (a.attacl IS NOT NULL${context.grantedColumnsOnly ? '' : " OR (a.attnum > 0 AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast'))"})`,
  row: ([schema, relation, name, type, notNull, attacl, comment]) => ({
    schema: text(schema),
    relation: text(relation),
    name: text(name),
    type: text(type),
    notNull: flag(notNull),
    acl: acl(attacl),
    comment: textOrNull(comment),
  }),
  key: (row) => keyOf(row.schema, row.relation, row.name),
  keyParts: {
    group: (row) => keyOf(row.schema, row.relation),
    together: (one, other) => one.relation === other.relation && one.schema === other.schema,
    within: (row) => row.name,
  },
};
