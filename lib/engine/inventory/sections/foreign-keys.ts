import { list, text, word } from '../cell.ts';
import { keyOf, type SectionReader } from '../section.ts';

/** `pg_constraint` of type `f` on the customer's tables, partitions' copies of their parent's left out. */
export interface ForeignKeyRow {
  readonly schema: string;
  readonly relation: string;
  readonly name: string;
  readonly columns: readonly string[];
  readonly referencedSchema: string;
  readonly referenced: string;
  /** As many as `columns`, in their order. */
  readonly referencedColumns: readonly string[];
  readonly onDelete: KeyAction;
  readonly onUpdate: KeyAction;
}

export type KeyAction = 'no-action' | 'restrict' | 'cascade' | 'set-null' | 'set-default';

const actions = {
  a: 'no-action',
  r: 'restrict',
  c: 'cascade',
  n: 'set-null',
  d: 'set-default',
} as const;

const names = (relation: string, numbers: string) => `ARRAY(SELECT a.attname::pg_catalog.text
    FROM pg_catalog.unnest(${numbers}) WITH ORDINALITY AS u(number, place)
    JOIN pg_catalog.pg_attribute a ON a.attrelid = ${relation} AND a.attnum = u.number ORDER BY u.place)`;

export const foreignKeys: SectionReader<ForeignKeyRow> = {
  sql: () => `
SELECT n.nspname::pg_catalog.text, c.relname::pg_catalog.text, k.conname::pg_catalog.text, ${names('k.conrelid', 'k.conkey')},
  fn.nspname::pg_catalog.text, f.relname::pg_catalog.text, ${names('k.confrelid', 'k.confkey')},
  k.confdeltype::pg_catalog.text, k.confupdtype::pg_catalog.text
FROM pg_catalog.pg_constraint k
JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_class f ON f.oid = k.confrelid
JOIN pg_catalog.pg_namespace fn ON fn.oid = f.relnamespace
WHERE k.contype = 'f' AND k.conparentid = 0 AND c.relpersistence <> 't'`,
  row: ([
    schema,
    relation,
    name,
    columns,
    referencedSchema,
    referenced,
    referencedColumns,
    onDelete,
    onUpdate,
  ]) => ({
    schema: text(schema),
    relation: text(relation),
    name: text(name),
    columns: list(columns),
    referencedSchema: text(referencedSchema),
    referenced: text(referenced),
    referencedColumns: list(referencedColumns),
    onDelete: word<KeyAction>(actions, onDelete),
    onUpdate: word<KeyAction>(actions, onUpdate),
  }),
  key: (row) => keyOf(row.schema, row.relation, row.name),
};
