import { flag, listWithNulls, text } from '../cell.ts';
import { keyOf, type SectionReader } from '../section.ts';

/** `pg_index` where it refuses rows: primary keys, unique indexes and exclusion constraints on the customer's tables. */
export interface UniqueKeyRow {
  readonly schema: string;
  readonly relation: string;
  /** The index. */
  readonly name: string;
  /** Key columns in their order; null: an expression. */
  readonly columns: readonly (string | null)[];
  readonly primary: boolean;
  /** An exclusion constraint: no two rows that agree by its operators, which need not be equality. */
  readonly exclusion: boolean;
  /** Only over rows of a predicate. */
  readonly partial: boolean;
}

export const uniqueKeys: SectionReader<UniqueKeyRow> = {
  sql: () => `
SELECT n.nspname::pg_catalog.text, c.relname::pg_catalog.text, i.relname::pg_catalog.text,
  ARRAY(SELECT a.attname::pg_catalog.text
    FROM pg_catalog.generate_series(0, x.indnkeyatts - 1) AS place
    LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = x.indkey[place] AND a.attnum <> 0 ORDER BY place),
  x.indisprimary, x.indisexclusion, x.indpred IS NOT NULL
FROM pg_catalog.pg_index x
JOIN pg_catalog.pg_class c ON c.oid = x.indrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid
WHERE (x.indisunique OR x.indisexclusion) AND c.relkind IN ('r', 'p') AND c.relpersistence <> 't'
  AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')`,
  row: ([schema, relation, name, columns, primary, exclusion, partial]) => ({
    schema: text(schema),
    relation: text(relation),
    name: text(name),
    columns: listWithNulls(columns),
    primary: flag(primary),
    exclusion: flag(exclusion),
    partial: flag(partial),
  }),
  // Indexes and tables share the names of one schema, so that the index's own name would do; the table's sorts them together.
  key: (row) => keyOf(row.schema, row.relation, row.name),
};
