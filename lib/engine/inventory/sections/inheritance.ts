import { text } from '../cell.ts';
import { keyOf, type SectionReader } from '../section.ts';
/** `pg_inherits` among user relations: partitions and inheritance children. */
export interface InheritanceRow {
  readonly parentSchema: string;
  readonly parent: string;
  readonly childSchema: string;
  readonly child: string;
}

export const inheritance: SectionReader<InheritanceRow> = {
  sql: () => `
SELECT pn.nspname::pg_catalog.text, p.relname::pg_catalog.text, cn.nspname::pg_catalog.text, c.relname::pg_catalog.text
FROM pg_catalog.pg_inherits i
JOIN pg_catalog.pg_class p ON p.oid = i.inhparent
JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid
JOIN pg_catalog.pg_namespace cn ON cn.oid = c.relnamespace
WHERE c.relkind IN ('r', 'f', 'p') AND c.relpersistence <> 't'`,
  row: ([parentSchema, parent, childSchema, child]) => ({
    parentSchema: text(parentSchema),
    parent: text(parent),
    childSchema: text(childSchema),
    child: text(child),
  }),
  key: (row) => keyOf(row.parentSchema, row.parent, row.childSchema, row.child),
};
