import { flag, text } from '../cell.ts';
import { keyOf, type SectionReader } from '../section.ts';
/** `pg_trigger`, internal ones left out. */
export interface TriggerRow {
  readonly schema: string;
  readonly relation: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly functionSchema: string;
  readonly functionName: string;
}

export const triggers: SectionReader<TriggerRow> = {
  sql: () => `
SELECT n.nspname::pg_catalog.text, c.relname::pg_catalog.text, t.tgname::pg_catalog.text, t.tgenabled <> 'D', f.nspname::pg_catalog.text,
  p.proname::pg_catalog.text
FROM pg_catalog.pg_trigger t
JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid
JOIN pg_catalog.pg_namespace f ON f.oid = p.pronamespace
WHERE NOT t.tgisinternal AND c.relpersistence <> 't'`,
  row: ([schema, relation, name, enabled, functionSchema, functionName]) => ({
    schema: text(schema),
    relation: text(relation),
    name: text(name),
    enabled: flag(enabled),
    functionSchema: text(functionSchema),
    functionName: text(functionName),
  }),
  key: (row) => keyOf(row.schema, row.relation, row.name),
};
